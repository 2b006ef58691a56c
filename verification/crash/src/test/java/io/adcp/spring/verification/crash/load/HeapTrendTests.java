package io.adcp.spring.verification.crash.load;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the run sees what it is there to see.
 */
class HeapTrendTests {

	private static final long MEGABYTE = 1 << 20;

	@Test
	void aHeapThatFillsAtFirstAndStaysIsFlat() {
		assertThat(trend(30, 44, 52, 55, 55, 56, 55, 55, 56, 55, 55, 56, 55, 56, 55).isFlat()).isTrue();
	}

	@Test
	void aHeapThatGrowsWithEveryCallIsNot() {
		assertThat(trend(40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62, 64, 66, 68).isFlat()).isFalse();
	}

	@Test
	void oneHighSampleIsNoTrend() {
		assertThat(trend(50, 55, 55, 55, 55, 55, 55, 55, 55, 55, 55, 90, 55, 55, 55).isFlat()).isTrue();
	}

	@Test
	void tooFewSamplesShowNothing() {
		assertThat(trend(50, 50, 50).isFlat()).isFalse();
	}

	@Test
	void theGrowthIsToldPerCall() {
		assertThat(trend(40, 40, 40, 41, 42, 43).bytesPerCall(1024)).isEqualTo(1024);
	}

	@Test
	void whatIsLeftBehindIsNamed() {
		Leftovers before = new Leftovers(List.of("main", "pool-1"), 10, 100);
		assertThat(new Leftovers(List.of("main", "pool-1"), 10, 99).above(before)).isEmpty();
		assertThat(new Leftovers(List.of("leak-1", "main", "pool-1"), 11, 101).above(before)).containsExactly(
				"3 threads instead of 2, among them [leak-1]", "11 database connections instead of 10",
				"101 open files instead of 100");
	}

	private static HeapTrend trend(long... megabytes) {
		HeapTrend trend = new HeapTrend();
		LongStream.of(megabytes).forEach((one) -> trend.add(one * MEGABYTE));
		return trend;
	}

}
