package io.adcp.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.adcp.spring.AdcpException;
import reactor.core.Disposable;
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

	private volatile Timer lastTimeOut = new Timer(() -> {
	}, 0);

	List<Duration> waits() {
		return this.waits;
	}

	/** Let the time-out pass that was set last. */
	void timeOut() {
		pass(this.lastTimeOut);
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
			this.lastTimeOut = new Timer(task, unit.toMillis(delay));
			return this.real.schedule(task, delay, unit);
		}
		this.nextWait = -1;
		return pass(new Timer(task, unit.toMillis(delay)));
	}

	private Disposable pass(Timer timer) {
		this.skippedMillis.addAndGet(timer.millis());
		return this.real.schedule(timer.task());
	}

	@Override
	public Worker createWorker() {
		return this.real.createWorker();
	}

	@Override
	public long now(TimeUnit unit) {
		return this.real.now(unit) + unit.convert(this.skippedMillis.get(), TimeUnit.MILLISECONDS);
	}

	private record Timer(Runnable task, long millis) {

	}

}
