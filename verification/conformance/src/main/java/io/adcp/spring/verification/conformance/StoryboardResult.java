package io.adcp.spring.verification.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the runner found out about one storyboard.
 *
 * @param name what was run, as it is printed
 * @param steps all steps of it, in order
 * @param problems sentences about the run as a whole that keep it from having passed
 */
record StoryboardResult(String name, List<Step> steps, List<String> problems) {

	/** Reasons that take nothing away: the step does not concern this seller. */
	private static final Set<String> HARMLESS = Set.of("not_applicable", "peer_branch_taken");

	/**
	 * A check of its own that the runner does not know yet: it takes the check's name for
	 * that of a tool, and no seller has it.
	 */
	private static final String UNKNOWN_CHECK = "did not advertise tool \"expect_";

	/**
	 * There is none on purpose: with one, the set 3.0.6 waits for a webhook about a buy
	 * that was answered at once, and AdCP 3.2 wants none then.
	 */
	private static final String NO_WEBHOOK_RECEIVER = "webhook_receiver_runner";

	StoryboardResult {
		steps = List.copyOf(steps);
		problems = List.copyOf(problems);
	}

	/** One step passed, failed or was skipped; a skipped one says why. */
	enum Outcome {

		PASSED, FAILED, SKIPPED

	}

	/**
	 * One step of a storyboard.
	 *
	 * @param name its name
	 * @param outcome how it went
	 * @param code the runner's code for why it was skipped, else empty
	 * @param reason the runner's own words about a failed or skipped step, else empty
	 */
	record Step(String name, Outcome outcome, String code, String reason) {

	}

	List<Step> steps(Outcome outcome) {
		return this.steps.stream().filter((step) -> step.outcome() == outcome).toList();
	}

	int count(Outcome outcome) {
		return steps(outcome).size();
	}

	/**
	 * The same, but not passed if a step was skipped for want of something that the
	 * seller or this program should have provided. Where a step has failed already, the
	 * skipped ones only follow from it.
	 */
	StoryboardResult requiringEveryStep() {
		if (count(Outcome.FAILED) > 0) {
			return this;
		}
		List<String> added = new ArrayList<>(this.problems);
		steps(Outcome.SKIPPED).stream()
			.filter((step) -> !HARMLESS.contains(step.code()) && !step.reason().contains(UNKNOWN_CHECK)
					&& !step.reason().contains(NO_WEBHOOK_RECEIVER))
			.forEach((step) -> added.add("This step must not be skipped: " + step.name()));
		return new StoryboardResult(this.name, this.steps, added);
	}

	boolean passed() {
		return this.problems.isEmpty() && count(Outcome.FAILED) == 0 && count(Outcome.PASSED) > 0;
	}

}
