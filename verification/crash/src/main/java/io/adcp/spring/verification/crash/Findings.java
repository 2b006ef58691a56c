package io.adcp.spring.verification.crash;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.harness.Run;

/**
 * All that was found wrong, in words.
 */
final class Findings {

	private static final int TOLD_OF_EACH = 20;

	private final Map<Finding, List<String>> all = new EnumMap<>(Finding.class);

	@SuppressWarnings("AnnotateFormatMethod")
	void add(Finding finding, String format, Object... values) {
		addAll(finding, List.of(format.formatted(values)));
	}

	void addAll(Finding finding, Collection<String> texts) {
		this.all.computeIfAbsent(finding, (any) -> new ArrayList<>()).addAll(texts);
	}

	void addAll(Findings others) {
		others.all.forEach(this::addAll);
	}

	int count(Finding finding) {
		return this.all.getOrDefault(finding, List.of()).size();
	}

	boolean isEmpty() {
		return this.all.values().stream().allMatch(List::isEmpty);
	}

	/** Say them, but not all of them. */
	void tell() {
		this.all.forEach((finding, texts) -> texts.stream()
			.limit(TOLD_OF_EACH)
			.forEach((text) -> Run.say("FOUND %s: %s", finding.word(), text)));
	}

}
