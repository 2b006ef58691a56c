package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingTests {

	private static final UUID KEY = UUID.randomUUID();

	private final AtomicLong nanoTime = new AtomicLong(42);

	private final List<Duration> pauses = new ArrayList<>();

	private final Waiting waiting = new Waiting(new Waiters(1), KEY, Duration.ofSeconds(5), (end, pause) -> {
		this.pauses.add(pause);
		this.nanoTime.addAndGet(pause.toNanos());
	}, this.nanoTime::get);

	@Test
	void waitsForItsTimeAndNotLonger() {
		while (this.waiting.pause(null)) {
			assertThat(this.pauses).hasSizeLessThan(1000);
		}
		assertThat(this.pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void looksSoonAtFirstAndRarelyLater() {
		while (this.waiting.pause(null)) {
			assertThat(this.pauses.get(this.pauses.size() - 1)).isLessThanOrEqualTo(Duration.ofMillis(200));
		}
		assertThat(this.pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(5));
		assertThat(this.pauses.get(1)).isLessThanOrEqualTo(Duration.ofMillis(10));
		assertThat(this.pauses.get(2)).isLessThanOrEqualTo(Duration.ofMillis(20));
		assertThat(this.pauses.get(10)).isGreaterThan(Duration.ofMillis(99));
	}

	@Test
	void anInterruptEndsTheWaitAndStays() {
		Waiting interrupted = new Waiting(new Waiters(1), KEY, Duration.ofSeconds(5), (end, pause) -> {
			throw new InterruptedException();
		}, this.nanoTime::get);
		assertThat(interrupted.pause(null)).isFalse();
		assertThat(Thread.interrupted()).isTrue();
	}

}
