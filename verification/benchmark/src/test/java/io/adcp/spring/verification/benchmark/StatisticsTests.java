package io.adcp.spring.verification.benchmark;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StatisticsTests {

	@Test
	void theMedianOfAnOddNumberIsTheMiddle() {
		assertThat(Statistics.median(List.of(9.0, 1.0, 4.0))).isEqualTo(4);
	}

	@Test
	void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
		assertThat(Statistics.median(List.of(9.0, 1.0, 4.0, 6.0))).isEqualTo(5);
	}

	@Test
	void theQuantilesOfZeroAndOneAreTheExtremes() {
		assertThat(Statistics.quantile(List.of(3.0, 1.0, 2.0), 0)).isEqualTo(1);
		assertThat(Statistics.quantile(List.of(3.0, 1.0, 2.0), 1)).isEqualTo(3);
	}

	@Test
	void aQuantileLiesBetweenItsNeighbours() {
		assertThat(Statistics.quantile(List.of(10.0, 20.0), 0.25)).isEqualTo(12.5);
	}

	@Test
	void theMedianOfNothingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
	}

	@Test
	void ratiosAreTakenRoundByRound() {
		assertThat(Statistics.ratios(List.of(10.0, 30.0), List.of(20.0, 20.0))).containsExactly(0.5, 1.5);
	}

	@Test
	void ratiosNeedAsManyRoundsOnBothSides() {
		assertThatIllegalArgumentException().isThrownBy(() -> Statistics.ratios(List.of(1.0), List.of()));
	}

}
