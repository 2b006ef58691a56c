package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotentResponse;

/**
 * Two payloads with one key at the same moment, many times over. Whoever is first decides
 * which of the two the key belongs to: calls with the other are conflicts, and no others.
 */
final class MixedPayloads {

	private static final int CALLS = 4;

	private static final Duration HANDLER = Duration.ofMillis(3);

	private final BenchmarkSeller seller;

	private int executions;

	private int falseConflicts;

	private int missedConflicts;

	private int undecided;

	MixedPayloads(BenchmarkSeller seller) {
		this.seller = seller;
	}

	void run(int rounds) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(CALLS);
		try {
			for (int round = 0; round < rounds; round++) {
				run(threads);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	void report(Bench bench, String policy) {
		bench.fact("mixed payloads, executions, " + policy, this.executions);
		bench.factAtMost("mixed payloads, false conflicts, " + policy, this.falseConflicts, 0);
		bench.factAtMost("mixed payloads, missed conflicts, " + policy, this.missedConflicts, 0);
		bench.fact("mixed payloads, other payloads told to come again, " + policy, this.undecided);
	}

	private void run(ExecutorService threads) throws Exception {
		String key = IdempotencyKey.generate();
		CyclicBarrier start = new CyclicBarrier(CALLS);
		List<Future<Answer>> all = new ArrayList<>();
		for (int i = 0; i < CALLS; i++) {
			String payload = (i % 2 == 0) ? "spring" : "autumn";
			all.add(threads.submit(() -> {
				start.await();
				return call(payload, BuyRequest.withKey(key, payload));
			}));
		}
		List<Answer> answers = new ArrayList<>();
		for (Future<Answer> one : all) {
			answers.add(one.get());
		}
		judge(answers);
	}

	private Answer call(String payload, byte[] request) {
		try {
			IdempotentResponse response = this.seller.buyOnceSlowly(request, HANDLER.toNanos());
			return new Answer(payload, response.replayed() ? Kind.REPLAYED : Kind.EXECUTED);
		}
		catch (IdempotencyConflictException ex) {
			return new Answer(payload, Kind.CONFLICT);
		}
		catch (IdempotencyInFlightException ex) {
			return new Answer(payload, Kind.IN_FLIGHT);
		}
	}

	private void judge(List<Answer> answers) {
		List<Answer> executed = answers.stream().filter((answer) -> answer.kind() == Kind.EXECUTED).toList();
		this.executions += executed.size();
		for (Answer answer : answers) {
			boolean owners = executed.stream().anyMatch((one) -> one.payload().equals(answer.payload()));
			if (owners) {
				this.falseConflicts += (answer.kind() == Kind.CONFLICT) ? 1 : 0;
			}
			else {
				this.missedConflicts += (answer.kind() == Kind.REPLAYED) ? 1 : 0;
				this.undecided += (answer.kind() == Kind.IN_FLIGHT) ? 1 : 0;
			}
		}
	}

	private enum Kind {

		EXECUTED, REPLAYED, CONFLICT, IN_FLIGHT

	}

	private record Answer(String payload, Kind kind) {
	}

}
