package io.adcp.spring.verification.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Medians and quantiles. The median of an even number of values is the mean of the middle
 * two; other quantiles lie on the line between their neighbours.
 */
final class Statistics {

	private Statistics() {
	}

	static double median(List<Double> values) {
		return quantile(values, 0.5);
	}

	/**
	 * Return a quantile.
	 * @param values the values, in any order
	 * @param part the part of values below it, from 0 (the least) to 1 (the greatest)
	 * @return the quantile
	 */
	static double quantile(List<Double> values, double part) {
		if (values.isEmpty()) {
			throw new IllegalArgumentException("Nothing has been measured");
		}
		List<Double> sorted = values.stream().sorted().toList();
		double place = part * (sorted.size() - 1);
		int below = (int) place;
		int above = Math.min(below + 1, sorted.size() - 1);
		return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
	}

	/**
	 * Divide round by round: what slows one round down slows both of its blocks.
	 * @param values a variant's values, one for each round
	 * @param bases the other variant's values in the same rounds
	 * @return the ratios, in the order of the rounds
	 */
	static List<Double> ratios(List<Double> values, List<Double> bases) {
		if (values.size() != bases.size()) {
			throw new IllegalArgumentException(values.size() + " rounds against " + bases.size());
		}
		return IntStream.range(0, values.size()).mapToObj((round) -> values.get(round) / bases.get(round)).toList();
	}

}
