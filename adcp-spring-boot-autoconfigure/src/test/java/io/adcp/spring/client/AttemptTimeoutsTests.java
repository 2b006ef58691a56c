package io.adcp.spring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When attempts are told that their time is over, and how many timers that takes.
 */
class AttemptTimeoutsTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final CountingScheduler scheduler = new CountingScheduler(this.time);

	private final AttemptTimeouts timeouts = new AttemptTimeouts(this.scheduler);

	private final List<String> passed = new ArrayList<>();

	@AfterEach
	void dispose() {
		this.time.dispose();
	}

	@Test
	void eachIsToldAtItsOwnTimeAndNotBefore() {
		start("late", 30);
		start("early", 10);
		this.time.advanceTimeBy(Duration.ofMillis(9_999));
		assertThat(this.passed).isEmpty();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.passed).containsExactly("early");
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(this.passed).containsExactly("early", "late");
	}

	@Test
	void allThatAreDueAtOnceAreTold() {
		start("one", 10);
		start("other", 10);
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.passed).containsExactlyInAnyOrder("one", "other");
	}

	@Test
	void whoHasEndedIsNotTold() {
		start("ended", 10).dispose();
		start("running", 20);
		this.time.advanceTimeBy(Duration.ofSeconds(30));
		assertThat(this.passed).containsExactly("running");
	}

	@Test
	void attemptsThatEndInTimeTakeOneTimer() {
		for (int i = 0; i < 100; i++) {
			Disposable attempt = start("attempt", 30);
			this.time.advanceTimeBy(Duration.ofMillis(100));
			attempt.dispose();
		}
		assertThat(this.scheduler.timers).isEqualTo(1);
		assertThat(this.passed).isEmpty();
	}

	@Test
	void noTimerIsLeftWhereNobodyWaits() {
		start("ended", 10).dispose();
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		this.time.advanceTimeBy(Duration.ofHours(1));
		assertThat(this.scheduler.timers).isEqualTo(1);
		start("again", 10);
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.passed).containsExactly("again");
	}

	private Disposable start(String name, long seconds) {
		return this.timeouts.after(Duration.ofSeconds(seconds)).subscribe((signal) -> this.passed.add(name));
	}

	private static final class CountingScheduler implements Scheduler {

		private final Scheduler delegate;

		private int timers;

		CountingScheduler(Scheduler delegate) {
			this.delegate = delegate;
		}

		@Override
		public Disposable schedule(Runnable task) {
			return this.delegate.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			this.timers++;
			return this.delegate.schedule(task, delay, unit);
		}

		@Override
		public long now(TimeUnit unit) {
			return this.delegate.now(unit);
		}

		@Override
		public Worker createWorker() {
			return this.delegate.createWorker();
		}

	}

}
