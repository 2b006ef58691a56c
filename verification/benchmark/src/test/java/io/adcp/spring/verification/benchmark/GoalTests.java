package io.adcp.spring.verification.benchmark;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GoalTests {

	private final Rounds rounds = rounds();

	@Test
	void aRatioIsTheMedianOfTheRoundsRatiosAndNotTheRatioOfTheMedians() {
		Goal.Verdict verdict = Goal.ratioAtLeast("ours", "floor", "calls/s", 0.9).judge(this.rounds);
		assertThat(verdict.measured()).isEqualTo(0.9);
		assertThat(verdict.met()).isTrue();
	}

	@Test
	void whatIsBelowALowerBoundIsMissed() {
		assertThat(Goal.ratioAtLeast("ours", "floor", "calls/s", 0.91).judge(this.rounds).met()).isFalse();
	}

	@Test
	void whatIsAboveAnUpperBoundIsMissed() {
		assertThat(Goal.ratioAtMost("ours", "floor", "calls/s", 0.89).judge(this.rounds).met()).isFalse();
	}

	@Test
	void aFigureIsComparedByItselfWhereThereIsNobodyToDivideBy() {
		assertThat(Goal.atMost("ours", "calls/s", 100).judge(this.rounds).met()).isTrue();
		assertThat(Goal.atLeast("ours", "calls/s", 91).judge(this.rounds).met()).isFalse();
	}

	@Test
	void aGoalForAnUnknownVariantIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Goal.atMost("theirs", "calls/s", 1).judge(this.rounds));
	}

	// The second round is slow for both, the third for one.
	private static Rounds rounds() {
		Rounds rounds = new Rounds();
		add(rounds, 90, 100);
		add(rounds, 45, 50);
		add(rounds, 95, 190);
		return rounds;
	}

	private static void add(Rounds rounds, double ours, double floor) {
		rounds.add("ours", Figures.of("calls/s", ours));
		rounds.add("floor", Figures.of("calls/s", floor));
	}

}
