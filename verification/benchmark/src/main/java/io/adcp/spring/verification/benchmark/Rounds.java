package io.adcp.spring.verification.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a case's variants have measured, round by round.
 */
final class Rounds {

	private final Map<String, List<Figures>> blocks = new LinkedHashMap<>();

	void add(String variant, Figures figures) {
		this.blocks.computeIfAbsent(variant, (name) -> new ArrayList<>()).add(figures);
	}

	/**
	 * Return all blocks.
	 * @return for each variant its blocks, in the order of the rounds
	 */
	Map<String, List<Figures>> blocks() {
		return this.blocks;
	}

	List<Double> values(String variant, String figure) {
		return blocksOf(variant).stream().map((figures) -> figures.get(figure)).toList();
	}

	List<Double> ratios(String variant, String against, String figure) {
		return Statistics.ratios(values(variant, figure), values(against, figure));
	}

	private List<Figures> blocksOf(String variant) {
		List<Figures> found = this.blocks.get(variant);
		if (found == null) {
			throw new IllegalArgumentException("No variant '" + variant + "' in " + this.blocks.keySet());
		}
		return found;
	}

}
