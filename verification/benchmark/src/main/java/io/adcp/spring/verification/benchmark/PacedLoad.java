package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls that come when they are due, as those of many buyers do, however long the last
 * one took. A call's time counts from when it was due: a server that stands still makes
 * many calls late, not one.
 */
final class PacedLoad implements AutoCloseable {

	private final AtomicBoolean over = new AtomicBoolean();

	private final List<Future<List<Double>>> threads = new ArrayList<>();

	private final ExecutorService executor;

	/**
	 * Start calling.
	 * @param threads how many threads call
	 * @param every how long after one call of a thread its next is due
	 * @param call the call
	 */
	PacedLoad(int threads, Duration every, Load.Call call) {
		this.executor = Executors.newFixedThreadPool(threads);
		long start = System.nanoTime();
		for (int i = 0; i < threads; i++) {
			long first = start + every.toNanos() * i / threads;
			this.threads.add(this.executor.submit(() -> call(first, every.toNanos(), call)));
		}
	}

	private List<Double> call(long first, long every, Load.Call call) throws Exception {
		List<Double> millis = new ArrayList<>();
		for (long due = first; !this.over.get(); due += every) {
			long left;
			while ((left = due - System.nanoTime()) > 0) {
				LockSupport.parkNanos(left);
			}
			call.run();
			millis.add((System.nanoTime() - due) / 1e6);
		}
		return millis;
	}

	/**
	 * Stop calling.
	 * @return 99th percentile, median and number of the calls
	 * @throws Exception what a call threw
	 */
	Figures stop() throws Exception {
		this.over.set(true);
		List<Double> millis = new ArrayList<>();
		for (Future<List<Double>> one : this.threads) {
			millis.addAll(one.get());
		}
		return Figures.of(Load.P99, Statistics.quantile(millis, 0.99))
			.and(Load.MEDIAN, Statistics.median(millis))
			.and("calls", millis.size());
	}

	@Override
	public void close() {
		this.over.set(true);
		this.executor.shutdownNow();
	}

}
