package io.adcp.spring.verification.conformance;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.adcp.spring.verification.conformance.StoryboardResult.Outcome;
import io.adcp.spring.verification.conformance.StoryboardResult.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConformanceReportTests {

	private static final Step PASSED = new Step("A", Outcome.PASSED, "", "");

	private static final Step FAILED = new Step("B", Outcome.FAILED, "", "wrong answer");

	private static final Step SKIPPED = new Step("C", Outcome.SKIPPED, "missing_tool", "missing_tool (no tool)");

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final ConformanceReport report = new ConformanceReport(
			new PrintStream(this.bytes, true, StandardCharsets.UTF_8));

	@Test
	void theLastLineSumsUpStoryboardsThatAllPassed() {
		this.report.add(new StoryboardResult("one", List.of(PASSED, PASSED), List.of()));
		this.report.add(new StoryboardResult("two", List.of(PASSED, SKIPPED), List.of()));
		assertThat(this.report.close()).isTrue();
		assertThat(lines()).containsExactly("ok     one: 2 passed, 0 failed, 0 skipped",
				"ok     two: 1 passed, 0 failed, 1 skipped", "       skipped C: missing_tool (no tool)",
				"CONFORMANCE OK storyboards=2 steps=4 passed=3 failed=0 skipped=1");
	}

	@Test
	void oneFailedStepFailsTheRunAndIsNamed() {
		this.report.add(new StoryboardResult("one", List.of(PASSED, FAILED), List.of()));
		this.report.add(new StoryboardResult("two", List.of(PASSED), List.of()));
		assertThat(this.report.close()).isFalse();
		assertThat(lines()).containsExactly("FAILED one: 1 passed, 1 failed, 0 skipped",
				"       failed  B: wrong answer", "ok     two: 1 passed, 0 failed, 0 skipped",
				"CONFORMANCE FAILED storyboards=2 steps=3 passed=2 failed=1 skipped=0");
	}

	@Test
	void aProblemFailsTheRunWithoutAnyFailedStep() {
		this.report.add(new StoryboardResult("one", List.of(PASSED), List.of("Not reached")));
		assertThat(this.report.close()).isFalse();
		assertThat(lines()).contains("       problem Not reached");
	}

	@Test
	void theSetAndTheTransportAreNamed() {
		ConformanceReport of = new ConformanceReport(new PrintStream(this.bytes, true, StandardCharsets.UTF_8),
				"3.1.19", "a2a");
		of.add(new StoryboardResult("one", List.of(PASSED), List.of()));
		assertThat(of.close()).isTrue();
		assertThat(lines())
			.contains("CONFORMANCE OK set=3.1.19 over=a2a storyboards=1 steps=1 passed=1 failed=0 skipped=0");
	}

	@Test
	void aRunOfNothingHasNotPassed() {
		assertThat(this.report.close()).isFalse();
	}

	private List<String> lines() {
		return this.bytes.toString(StandardCharsets.UTF_8).lines().toList();
	}

}
