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
 * The time-outs of a client's attempts. Nearly every attempt ends in time, and a timer of
 * its own would be set in vain: it wakes up the timer's thread, which takes longer than
 * all that the client does besides. So there is one timer for all, set to the earliest
 * deadline, and left alone when that attempt has ended.
 */
final class Deadlines {

	private final Scheduler scheduler;

	private final NavigableSet<Deadline> open = new TreeSet<>();

	private @Nullable Disposable timer;

	private long timerNanos;

	private long count;

	Deadlines(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	/**
	 * Tell when some time has passed.
	 * @param time how long, from the subscription on
	 * @return a signal, on the scheduler's thread; cancelled where nobody waits for it
	 */
	Mono<Boolean> after(Duration time) {
		return Mono.create((sink) -> {
			Deadline deadline = add(time, sink);
			sink.onDispose(() -> remove(deadline));
		});
	}

	private synchronized Deadline add(Duration time, MonoSink<Boolean> sink) {
		Deadline deadline = new Deadline(now() + time.toNanos(), this.count++, sink);
		this.open.add(deadline);
		setTimer();
		return deadline;
	}

	private synchronized void remove(Deadline deadline) {
		this.open.remove(deadline);
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
		// One by one, so that nobody has to wait for what the others do next
		takePassed().forEach((deadline) -> this.scheduler.schedule(() -> deadline.sink().success(true)));
	}

	private synchronized List<Deadline> takePassed() {
		List<Deadline> passed = new ArrayList<>();
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
	 * When somebody's time is over.
	 */
	private record Deadline(long nanos, long number, MonoSink<Boolean> sink) implements Comparable<Deadline> {

		@Override
		public int compareTo(Deadline other) {
			long later = this.nanos - other.nanos;
			return Long.signum((later != 0) ? later : this.number - other.number);
		}

	}

}
