package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.verification.harness.Database;

/**
 * What happens while a call is in flight and its duplicates arrive.
 */
final class InFlightTable implements BenchmarkTable {

	private static final Duration HANDLER = Duration.ofMillis(100);

	private static final int DUPLICATES = 50;

	private static final int POOL = 10;

	private static final int MIXED_ROUNDS = 1_000;

	private static final String[] WAITING = { "adcp.idempotency.in-flight=wait",
			"adcp.idempotency.max-waiters=" + DUPLICATES };

	private static final String ALONE = "one call, no duplicates";

	private static final String WAIT = "50 duplicates, wait";

	private static final String REJECT = "50 duplicates, reject";

	private static final String TWO_NODES = "50 duplicates over two nodes, reject";

	private static final String TWO_WAITING = "50 duplicates over two nodes, wait";

	private static final String BLOCKING = "50 duplicates that wait inside the database, by hand";

	@Override
	public String name() {
		return "in-flight";
	}

	@Override
	public String question() {
		return "What do 50 duplicates at the same moment get while the first call takes 100 ms, and what do they do to "
				+ "unrelated calls on the same pool of 10 connections?";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		Database database = bench.newDatabase();
		String url = database.url();
		try (BenchmarkSeller waiting = BenchmarkSeller.start(url, POOL, WAITING);
				BenchmarkSeller alsoWaiting = BenchmarkSeller.start(url, POOL, WAITING);
				BenchmarkSeller rejecting = BenchmarkSeller.start(url, POOL, "adcp.idempotency.in-flight=reject");
				BenchmarkSeller another = BenchmarkSeller.start(url, POOL, "adcp.idempotency.in-flight=reject")) {
			database.execute(BookedBuy.TABLES + HandWritten.TABLES);
			reportSlowing(bench, bench.measure(newCase(waiting, alsoWaiting, rejecting, another)));
			countConflicts(bench, waiting, "wait");
			countConflicts(bench, rejecting, "reject");
		}
		bench.note("Unrelated calls are purchases with keys of their own, one after the other, 2 ms apart. "
				+ "A block is five bursts.");
	}

	private static Case newCase(BenchmarkSeller waiting, BenchmarkSeller alsoWaiting, BenchmarkSeller rejecting,
			BenchmarkSeller another) {
		AtomicInteger calls = new AtomicInteger();
		BlockingClaims blocking = new BlockingClaims(waiting.dataSource());
		List<Variant> variants = List.of(
				new Variant(WAIT,
						() -> Burst.measure(DUPLICATES, (request) -> buy(waiting, request),
								() -> waiting.buyOnce(BuyRequest.fresh()))),
				new Variant(REJECT,
						() -> Burst.measure(DUPLICATES, (request) -> buy(rejecting, request),
								() -> rejecting.buyOnce(BuyRequest.fresh()))),
				new Variant(TWO_NODES,
						() -> Burst.measure(DUPLICATES,
								(request) -> buy((calls.getAndIncrement() % 2 == 0) ? rejecting : another, request),
								() -> rejecting.buyOnce(BuyRequest.fresh()))),
				new Variant(TWO_WAITING,
						() -> Burst.measure(DUPLICATES,
								(request) -> buy((calls.getAndIncrement() % 2 == 0) ? waiting : alsoWaiting, request),
								() -> waiting.buyOnce(BuyRequest.fresh()))),
				new Variant(BLOCKING,
						() -> Burst.measure(DUPLICATES, (request) -> blocking.call(request, HANDLER),
								() -> waiting.buyOnce(BuyRequest.fresh()))),
				new Variant(ALONE, () -> Burst.measure(1, (request) -> buy(waiting, request),
						() -> waiting.buyOnce(BuyRequest.fresh()))));
		return new Case("a 100 ms handler", Burst.UNRELATED, ALONE, variants, goals());
	}

	private static boolean buy(BenchmarkSeller seller, byte[] request) {
		return !seller.buyOnceSlowly(request, HANDLER.toNanos()).replayed();
	}

	private static List<Goal> goals() {
		return List.of(Goal.atMost(WAIT, Burst.EXECUTIONS, 1), Goal.atLeast(WAIT, Burst.EXECUTIONS, 1),
				Goal.atMost(REJECT, Burst.EXECUTIONS, 1), Goal.atLeast(REJECT, Burst.EXECUTIONS, 1),
				Goal.atMost(REJECT, Burst.LOSERS, 5), Goal.atMost(TWO_NODES, Burst.EXECUTIONS, 1),
				Goal.atLeast(TWO_NODES, Burst.EXECUTIONS, 1), Goal.atMost(TWO_NODES, Burst.LOSERS, 5));
	}

	private static void reportSlowing(Bench bench, Rounds rounds) {
		double alone = Statistics.median(rounds.values(ALONE, Burst.UNRELATED));
		double bound = HANDLER.toMillis() / 20.0;
		for (String variant : List.of(WAIT, REJECT, TWO_NODES)) {
			bench.factAtMost("ms by which unrelated calls are slowed in the median, " + variant,
					Statistics.median(rounds.values(variant, Burst.UNRELATED)) - alone, bound);
		}
	}

	private static void countConflicts(Bench bench, BenchmarkSeller seller, String policy) throws Exception {
		MixedPayloads mixed = new MixedPayloads(seller);
		mixed.run(bench.settings().scaled(MIXED_ROUNDS));
		mixed.report(bench, policy);
	}

}
