package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls from several threads, each sending its next call when the last is answered.
 */
final class Load {

	/**
	 * Answered calls per second.
	 */
	static final String RATE = "calls/s";

	/**
	 * The time that half of the calls stayed below.
	 */
	static final String MEDIAN = "p50 ms";

	/**
	 * The time that 99 of 100 calls stayed below.
	 */
	static final String P99 = "p99 ms";

	private Load() {
	}

	/**
	 * Call for a while.
	 * @param threads how many threads
	 * @param time for how long
	 * @param call the call
	 * @return rate, median and 99th percentile of the calls' times
	 * @throws Exception what a call threw: a load with errors is no measure
	 */
	static Figures run(int threads, Duration time, Call call) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			long start = System.nanoTime();
			List<Future<List<Double>>> all = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				all.add(executor.submit(() -> callUntil(start + time.toNanos(), call)));
			}
			List<Double> millis = new ArrayList<>();
			for (Future<List<Double>> one : all) {
				millis.addAll(one.get());
			}
			return figures(millis, System.nanoTime() - start);
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static List<Double> callUntil(long end, Call call) throws Exception {
		List<Double> millis = new ArrayList<>();
		long before = System.nanoTime();
		do {
			call.run();
			long after = System.nanoTime();
			millis.add((after - before) / 1e6);
			before = after;
		}
		while (before < end);
		return millis;
	}

	private static Figures figures(List<Double> millis, long nanos) {
		Collections.sort(millis);
		return Figures.of(RATE, millis.size() / (nanos / 1e9))
			.and(MEDIAN, Statistics.quantile(millis, 0.5))
			.and(P99, Statistics.quantile(millis, 0.99));
	}

	/**
	 * One call.
	 */
	@FunctionalInterface
	interface Call {

		void run() throws Exception;

	}

}
