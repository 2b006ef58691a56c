package io.adcp.spring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * The time-outs of a client's attempts. Nearly every attempt ends in time, and setting a
 * timer for each would wake the timer's thread, which takes longer than everything else
 * that the client does. So all share one timer. It is set to the earliest time-out, and
 * left alone when that attempt has ended.
 */
final class AttemptTimeouts {

	private final Scheduler scheduler;

	private final NavigableSet<Timeout> open = new TreeSet<>();

	private @Nullable Disposable timer;

	private long timerNanos;

	private long count;

	AttemptTimeouts(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	/**
	 * Tell when some time has passed.
	 * @param time how long, from the subscription on
	 * @return a signal, on the scheduler's thread; dropped when its subscriber cancels
	 */
	Mono<Boolean> after(Duration time) {
		return Mono.create((sink) -> {
			Timeout timeout = add(time, sink);
			sink.onDispose(() -> remove(timeout));
		});
	}

	private synchronized Timeout add(Duration time, MonoSink<Boolean> sink) {
		Timeout timeout = new Timeout(now() + time.toNanos(), this.count++, sink);
		this.open.add(timeout);
		setTimer();
		return timeout;
	}

	private synchronized void remove(Timeout timeout) {
		this.open.remove(timeout);
	}

	private void setTimer() {
		if (this.open.isEmpty()) {
			return;
		}
		long earliest = this.open.first().nanos();
		if (this.timer != null && this.timerNanos - earliest <= 0) {
			return;
		}
		if (this.timer != null) {
			this.timer.dispose();
		}
		this.timerNanos = earliest;
		this.timer = this.scheduler.schedule(this::pass, Math.max(0, earliest - now()), TimeUnit.NANOSECONDS);
	}

	private void pass() {
		// One by one, so that none waits for what the others do next
		takePassed().forEach((timeout) -> this.scheduler.schedule(() -> timeout.sink().success(true)));
	}

	private synchronized List<Timeout> takePassed() {
		List<Timeout> passed = new ArrayList<>();
		long now = now();
		while (!this.open.isEmpty() && this.open.first().nanos() - now <= 0) {
			passed.add(this.open.pollFirst());
		}
		this.timer = null;
		setTimer();
		return passed;
	}

	private long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

	/**
	 * When an attempt has run out of time.
	 */
	private record Timeout(long nanos, long number, MonoSink<Boolean> sink) implements Comparable<Timeout> {

		@Override
		public int compareTo(Timeout other) {
			long later = this.nanos - other.nanos;
			return Long.signum((later != 0) ? later : this.number - other.number);
		}

	}

}
