package io.adcp.spring.verification.conformance;

import io.adcp.spring.verification.conformance.StoryboardResult.Outcome;
import io.adcp.spring.verification.conformance.StoryboardResult.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunnerReportReaderTests {

	@Test
	void aRunByIdWithPassedStepsHasPassed() {
		StoryboardResult result = read("""
				{"overall_status": "passing", "storyboards_executed": ["shop"],
				 "summary": {"steps_passed": 2, "steps_failed": 0, "steps_skipped": 0},
				 "tracks": [{"scenarios": [{"steps": [{"step": "A", "passed": true}]},
				                           {"steps": [{"step": "B", "passed": true}]}]}]}""");
		assertThat(result.passed()).isTrue();
		assertThat(result.steps()).extracting(Step::name).containsExactly("A", "B");
	}

	@Test
	void aPartialRunWithoutFailedStepsHasPassed() {
		assertThat(read("""
				{"overall_status": "partial", "storyboards_executed": ["shop"],
				 "summary": {"steps_passed": 1, "steps_failed": 0, "steps_skipped": 0},
				 "tracks": [{"scenarios": [{"steps": [{"step": "A", "passed": true}]}]}]}""").passed()).isTrue();
	}

	@Test
	void aFailedStepFailsAndTellsTheRunnersWords() {
		StoryboardResult result = read(
				"""
						{"overall_status": "partial", "storyboards_executed": ["shop"],
						 "summary": {"steps_passed": 1, "steps_failed": 1, "steps_skipped": 0},
						 "failures": [{"step_id": "b", "step_title": "B", "validation": {"description": "Same id",
						               "expected": "mb_1", "actual": "mb_2"}}],
						 "tracks": [{"scenarios": [{"steps": [{"step": "A", "passed": true},
						                                      {"step": "B", "passed": false, "error": "It is\\n wrong"}]}]}]}""");
		assertThat(result.passed()).isFalse();
		assertThat(result.steps(Outcome.FAILED)).singleElement()
			.extracting(Step::reason)
			.isEqualTo("It is wrong; Same id; expected \"mb_1\" but was \"mb_2\"");
	}

	@Test
	void aSkippedStepIsNeitherPassedNorFailedWhateverItsPassedSays() {
		StoryboardResult result = read(
				"""
						{"overall_status": "passing", "storyboards_executed": ["shop"],
						 "summary": {"steps_passed": 1, "steps_failed": 0, "steps_skipped": 2},
						 "tracks": [{"scenarios": [{"steps": [{"step": "A", "passed": true},
						   {"step": "B", "passed": true, "skipped": true, "skip_reason": "missing_tool", "warnings": ["No tool"]},
						   {"step": "C", "passed": false, "skipped": true, "skip_reason": "not_applicable"}]}]}]}""");
		assertThat(result.passed()).isTrue();
		assertThat(result.steps(Outcome.SKIPPED)).extracting(Step::reason)
			.containsExactly("missing_tool (No tool)", "not_applicable");
		assertThat(result.requiringEveryStep().passed()).isFalse();
		assertThat(result.requiringEveryStep().problems()).containsExactly("This step must not be skipped: B");
	}

	@Test
	void aCheckThatTheRunnerDoesNotKnowIsNoFaultOfTheSeller() {
		StoryboardResult result = read("""
				{"overall_status": "passing", "storyboards_executed": ["shop"],
				 "summary": {"steps_passed": 1, "steps_failed": 0, "steps_skipped": 1},
				 "tracks": [{"scenarios": [{"steps": [{"step": "A", "passed": true},
				   {"step": "B", "passed": true, "skipped": true, "skip_reason": "missing_tool",
				    "warnings": ["Agent did not advertise tool \\"expect_rain\\""]}]}]}]}""");
		assertThat(result.requiringEveryStep().passed()).isTrue();
	}

	@Test
	void aRunThatOnlySkippedHasNotPassed() {
		assertThat(read("""
				{"overall_status": "partial", "storyboards_executed": ["shop"],
				 "summary": {"steps_passed": 0, "steps_failed": 0, "steps_skipped": 1},
				 "tracks": [{"scenarios": [{"steps": [{"step": "A", "passed": true, "skipped": true}]}]}]}""").passed())
			.isFalse();
	}

	@Test
	void aSellerThatWasNotReachedHasNotPassed() {
		StoryboardResult result = read("""
				{"overall_status": "unreachable", "storyboards_executed": ["shop"], "tracks": [],
				 "summary": {"steps_passed": 0, "steps_failed": 0, "steps_skipped": 0, "headline": "Nobody there"}}""");
		assertThat(result.passed()).isFalse();
		assertThat(result.problems()).containsExactly("The runner ended with status unreachable: Nobody there");
	}

	@Test
	void sumsThatAreNotThoseOfTheStepsAreAProblem() {
		StoryboardResult result = read("""
				{"overall_status": "passing", "storyboards_executed": ["shop"],
				 "summary": {"steps_passed": 2, "steps_failed": 0, "steps_skipped": 0},
				 "tracks": [{"scenarios": [{"steps": [{"step": "A", "passed": true}]}]}]}""");
		assertThat(result.passed()).isFalse();
		assertThat(result.problems()).singleElement().asString().startsWith("The runner's sums (2 passed");
	}

	@Test
	void anotherStoryboardThanTheOneAskedForIsAProblem() {
		assertThat(read("""
				{"overall_status": "passing", "storyboards_executed": ["other"],
				 "summary": {"steps_passed": 1, "steps_failed": 0, "steps_skipped": 0},
				 "tracks": [{"scenarios": [{"steps": [{"step": "A", "passed": true}]}]}]}""").problems())
			.containsExactly("The runner did not execute the storyboard shop");
	}

	@Test
	void aRunOnTwoSellersThatAskedBothHasPassed() {
		assertThat(read(twoSellers(true, "http://b/")).passed()).isTrue();
	}

	@Test
	void aRunOnTwoSellersThatAskedOneOnlyHasNotPassed() {
		assertThat(read(twoSellers(true, "http://a/")).problems())
			.containsExactly("The runner asked only 1 of the sellers");
	}

	@Test
	void aRunOnTwoSellersThatFailedAsAWholeHasNotPassed() {
		assertThat(read(twoSellers(false, "http://b/")).passed()).isFalse();
	}

	@Test
	void aFailedStepOnTwoSellersTellsWhichValidationFailed() {
		StoryboardResult result = read(
				"""
						{"storyboard_id": "shop", "overall_passed": false, "passed_count": 0, "failed_count": 1,
						 "skipped_count": 0, "phases": [{"steps": [{"step_id": "a", "passed": false, "validations": [
						   {"passed": true, "description": "Fine"}, {"passed": false, "description": "Not fine", "error": "Bad"}]}]}]}
						""");
		assertThat(result.steps(Outcome.FAILED)).singleElement().extracting(Step::reason).isEqualTo("Not fine; Bad");
	}

	@Test
	void whatIsNotJsonHasNotPassed() {
		assertThat(read("").passed()).isFalse();
		assertThat(read("Unknown storyboard").problems()).containsExactly("The runner's output is not JSON");
		assertThat(read("{}").passed()).isFalse();
	}

	private static String twoSellers(boolean passed, String second) {
		return """
				{"storyboard_id": "shop", "overall_passed": %s, "agent_urls": ["http://a/", "http://b/"],
				 "passed_count": 2, "failed_count": 0, "skipped_count": 0, "phases": [{"steps": [
				   {"step_id": "a", "passed": true, "agent_url": "http://a/"},
				   {"step_id": "b", "passed": true, "agent_url": "%s"}]}]}""".formatted(passed, second);
	}

	private static StoryboardResult read(String report) {
		return new RunnerReportReader().read("shop", "shop", report);
	}

}
