package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.IdempotencyKey;

/**
 * Duplicates of one call, all at the same moment, while somebody else calls for something
 * unrelated.
 */
final class Burst {

	/**
	 * How often the handler ran for one key.
	 */
	static final String EXECUTIONS = "executions per key";

	/**
	 * How long a duplicate waited for its answer.
	 */
	static final String LOSERS = "losers' p50 ms";

	/**
	 * How long unrelated calls took.
	 */
	static final String UNRELATED = "unrelated p50 ms";

	/**
	 * The same, for 99 of 100.
	 */
	static final String UNRELATED_P99 = "unrelated p99 ms";

	private static final int BURSTS = 5;

	private static final Duration PAUSE = Duration.ofMillis(2);

	private final List<Double> losers = new ArrayList<>();

	private final List<Double> unrelated = new ArrayList<>();

	private int executions;

	private Burst() {
	}

	/**
	 * Measure some bursts.
	 * @param calls how many calls come at once
	 * @param duplicate one of them
	 * @param unrelatedCall a call that has nothing to do with them
	 * @return the figures of all bursts
	 * @throws Exception what a call threw
	 */
	static Figures measure(int calls, Duplicate duplicate, Load.Call unrelatedCall) throws Exception {
		Burst burst = new Burst();
		ExecutorService threads = Executors.newFixedThreadPool(calls + 1);
		try {
			for (int i = 0; i < BURSTS; i++) {
				burst.run(threads, calls, duplicate, unrelatedCall);
			}
		}
		finally {
			threads.shutdownNow();
		}
		return burst.figures();
	}

	private Figures figures() {
		Figures figures = Figures.of(UNRELATED, Statistics.median(this.unrelated))
			.and(UNRELATED_P99, Statistics.quantile(this.unrelated, 0.99))
			.and(EXECUTIONS, this.executions / (double) BURSTS);
		return this.losers.isEmpty() ? figures : figures.and(LOSERS, Statistics.median(this.losers));
	}

	private void run(ExecutorService threads, int calls, Duplicate duplicate, Load.Call unrelatedCall)
			throws Exception {
		byte[] request = BuyRequest.withKey(IdempotencyKey.generate());
		CyclicBarrier start = new CyclicBarrier(calls + 1);
		AtomicBoolean over = new AtomicBoolean();
		List<Future<Answer>> all = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			all.add(threads.submit(() -> answer(start, () -> duplicate.call(request))));
		}
		Future<List<Double>> others = threads.submit(() -> {
			start.await();
			return callUntil(over, unrelatedCall);
		});
		try {
			for (Future<Answer> one : all) {
				count(one.get());
			}
		}
		finally {
			over.set(true);
		}
		this.unrelated.addAll(others.get());
	}

	private void count(Answer answer) {
		if (answer.executed()) {
			this.executions++;
		}
		else {
			this.losers.add(answer.millis());
		}
	}

	private static Answer answer(CyclicBarrier start, Callable<Boolean> call) throws Exception {
		start.await();
		long before = System.nanoTime();
		boolean executed;
		try {
			executed = call.call();
		}
		catch (IdempotencyInFlightException ex) {
			executed = false;
		}
		return new Answer(executed, (System.nanoTime() - before) / 1e6);
	}

	private static List<Double> callUntil(AtomicBoolean over, Load.Call call) throws Exception {
		List<Double> millis = new ArrayList<>();
		do {
			long before = System.nanoTime();
			call.run();
			millis.add((System.nanoTime() - before) / 1e6);
			LockSupport.parkNanos(PAUSE.toNanos());
		}
		while (!over.get());
		return millis;
	}

	/**
	 * One of many calls with the same key.
	 */
	@FunctionalInterface
	interface Duplicate {

		/**
		 * Call.
		 * @param request the request, the same for all
		 * @return whether this call ran the handler
		 * @throws IdempotencyInFlightException if another does, and nobody waits for it
		 */
		boolean call(byte[] request) throws Exception;

	}

	private record Answer(boolean executed, double millis) {
	}

}
