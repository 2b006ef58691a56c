package io.adcp.spring.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.adcp.spring.AdcpException;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Lets the waits before retries pass at once, by the clock too, and time-outs when a test
 * says so. For one call at a time.
 */
final class SkippedWaits implements Scheduler, AdcpClientListener {

	private final Scheduler real = Schedulers.parallel();

	private final AtomicLong skippedMillis = new AtomicLong();

	private final List<Duration> waits = new CopyOnWriteArrayList<>();

	private volatile long nextWait = -1;

	private final Queue<Timer> timers = new PriorityBlockingQueue<>(1, Comparator.comparing(Timer::atMillis));

	List<Duration> waits() {
		return this.waits;
	}

	/** Let the next time-out pass. */
	void timeOut() {
		Timer next = this.timers.element();
		this.skippedMillis.addAndGet(Math.max(0, next.atMillis() - now(TimeUnit.MILLISECONDS)));
		this.real.schedule(() -> goOff(next));
	}

	@Override
	public void onRetry(AdcpCall call, int attempt, AdcpException failure, Duration wait) {
		this.waits.add(wait);
		this.nextWait = wait.toMillis();
	}

	@Override
	public Disposable schedule(Runnable task) {
		return this.real.schedule(task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		if (unit.toMillis(delay) != this.nextWait) {
			Timer timer = new Timer(task, now(TimeUnit.MILLISECONDS) + unit.toMillis(delay));
			this.timers.add(timer);
			Disposable real = this.real.schedule(() -> goOff(timer), delay, unit);
			return Disposables.composite(real, () -> this.timers.remove(timer));
		}
		this.nextWait = -1;
		this.skippedMillis.addAndGet(unit.toMillis(delay));
		return this.real.schedule(task);
	}

	private void goOff(Timer timer) {
		if (this.timers.remove(timer)) {
			timer.task().run();
		}
	}

	@Override
	public Worker createWorker() {
		return this.real.createWorker();
	}

	@Override
	public long now(TimeUnit unit) {
		return this.real.now(unit) + unit.convert(this.skippedMillis.get(), TimeUnit.MILLISECONDS);
	}

	private record Timer(Runnable task, long atMillis) {

	}

}
