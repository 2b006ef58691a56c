package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The pauses of one repetition that waits for the first call to end: short at first,
 * growing, jittered so that many waiters don't return together, and bounded in sum. A
 * pause ends early when a first call that runs in this process does. From the first pause
 * on it takes one of its key's places.
 */
final class Waiting implements AutoCloseable {

	/** For an end that cannot be heard. */
	static final CountDownLatch NEVER = new CountDownLatch(1);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

	private final Waiters waiters;

	private final UUID id;

	private final Sleeper sleeper;

	private final LongSupplier nanoTime;

	private final long deadline;

	private Duration pause = FIRST_PAUSE;

	private boolean entered;

	Waiting(Waiters waiters, UUID id, Duration timeout, Sleeper sleeper, LongSupplier nanoTime) {
		this.waiters = waiters;
		this.id = id;
		this.sleeper = sleeper;
		this.nanoTime = nanoTime;
		this.deadline = nanoTime.getAsLong() + timeout.toNanos();
	}

	/**
	 * Pause once.
	 * @param end opens when the first call ends; {@code null} where that cannot be heard
	 * @return {@code false} if all places are taken, the time is over, or the thread was
	 * interrupted
	 */
	boolean pause(@Nullable CountDownLatch end) {
		long left = this.deadline - this.nanoTime.getAsLong();
		if (left <= 0 || !enter()) {
			return false;
		}
		try {
			this.sleeper.sleep((end != null) ? end : NEVER, Duration.ofNanos(Math.min(left, jittered())));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		this.pause = min(this.pause.multipliedBy(2), LONGEST_PAUSE);
		return true;
	}

	private boolean enter() {
		this.entered = this.entered || this.waiters.enter(this.id);
		return this.entered;
	}

	@Override
	public void close() {
		if (this.entered) {
			this.waiters.leave(this.id);
		}
	}

	private long jittered() {
		long nanos = this.pause.toNanos();
		return ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1);
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	interface Sleeper {

		// Whoever wakes up looks again, for either reason.
		Sleeper THREAD = (end, time) -> end.await(time.toNanos(), TimeUnit.NANOSECONDS);

		void sleep(CountDownLatch end, Duration time) throws InterruptedException;

	}

}
