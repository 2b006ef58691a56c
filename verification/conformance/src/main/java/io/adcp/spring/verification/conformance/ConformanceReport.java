package io.adcp.spring.verification.conformance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.conformance.Verdict.Outcome;

/**
 * Tells a person how the run went: a line for each storyboard as soon as it is known,
 * with the runner's words about every failed or skipped step, and the sum at the end.
 */
final class ConformanceReport {

	private final PrintStream out;

	private final List<Verdict> verdicts = new ArrayList<>();

	ConformanceReport(PrintStream out) {
		this.out = out;
	}

	void heading(String text) {
		this.out.println(text);
	}

	void add(Verdict verdict) {
		this.verdicts.add(verdict);
		this.out.printf("%s %s: %d passed, %d failed, %d skipped%n", verdict.passed() ? "ok    " : "FAILED",
				verdict.name(), verdict.count(Outcome.PASSED), verdict.count(Outcome.FAILED),
				verdict.count(Outcome.SKIPPED));
		verdict.steps(Outcome.FAILED)
			.forEach((step) -> this.out.printf("       failed  %s: %s%n", step.name(), step.reason()));
		verdict.steps(Outcome.SKIPPED)
			.forEach((step) -> this.out.printf("       skipped %s: %s%n", step.name(), step.reason()));
		verdict.problems().forEach((problem) -> this.out.printf("       problem %s%n", problem));
	}

	/**
	 * Print the sum.
	 * @return whether every storyboard has passed
	 */
	boolean close() {
		boolean passed = !this.verdicts.isEmpty() && this.verdicts.stream().allMatch(Verdict::passed);
		int steps = this.verdicts.stream().mapToInt((verdict) -> verdict.steps().size()).sum();
		this.out.printf("CONFORMANCE %s storyboards=%d steps=%d failed=%d skipped=%d%n", passed ? "OK" : "FAILED",
				this.verdicts.size(), steps, sum(Outcome.FAILED), sum(Outcome.SKIPPED));
		return passed;
	}

	private int sum(Outcome outcome) {
		return this.verdicts.stream().mapToInt((verdict) -> verdict.count(outcome)).sum();
	}

}
