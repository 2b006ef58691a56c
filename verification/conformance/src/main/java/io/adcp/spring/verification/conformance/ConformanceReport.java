package io.adcp.spring.verification.conformance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.conformance.StoryboardResult.Outcome;
import io.adcp.spring.verification.harness.Verdict;

/**
 * Tells a person how the run went: a line for each storyboard as soon as it is known,
 * with the runner's words about every failed or skipped step, and the sum at the end.
 */
final class ConformanceReport {

	private final PrintStream out;

	private final List<StoryboardResult> results = new ArrayList<>();

	private final String set;

	private final String transport;

	ConformanceReport(PrintStream out) {
		this(out, "", "");
	}

	/**
	 * Begin the report on one compliance set.
	 * @param out where to print
	 * @param set the set's name, empty for none
	 * @param transport what the seller is called over, empty for several
	 */
	ConformanceReport(PrintStream out, String set, String transport) {
		this.out = out;
		this.set = set;
		this.transport = transport;
	}

	void heading(String text) {
		this.out.println(text);
	}

	void add(StoryboardResult result) {
		this.results.add(result);
		this.out.printf("%s %s: %d passed, %d failed, %d skipped%n", result.passed() ? "ok    " : "FAILED",
				result.name(), result.count(Outcome.PASSED), result.count(Outcome.FAILED),
				result.count(Outcome.SKIPPED));
		result.steps(Outcome.FAILED)
			.forEach((step) -> this.out.printf("       failed  %s: %s%n", step.name(), step.reason()));
		result.steps(Outcome.SKIPPED)
			.forEach((step) -> this.out.printf("       skipped %s: %s%n", step.name(), step.reason()));
		result.problems().forEach((problem) -> this.out.printf("       problem %s%n", problem));
	}

	/**
	 * Print the sum.
	 * @return whether every storyboard has passed
	 */
	boolean close() {
		boolean passed = !this.results.isEmpty() && this.results.stream().allMatch(StoryboardResult::passed);
		int steps = this.results.stream().mapToInt((result) -> result.steps().size()).sum();
		Verdict verdict = new Verdict("CONFORMANCE", passed);
		if (!this.set.isEmpty()) {
			verdict.with("set", this.set).with("over", this.transport);
		}
		this.out.println(verdict.with("storyboards", this.results.size())
			.with("steps", steps)
			.with("passed", sum(Outcome.PASSED))
			.with("failed", sum(Outcome.FAILED))
			.with("skipped", sum(Outcome.SKIPPED)));
		return passed;
	}

	private int sum(Outcome outcome) {
		return this.results.stream().mapToInt((result) -> result.count(outcome)).sum();
	}

}
