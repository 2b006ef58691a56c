package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.List;

import io.adcp.spring.verification.benchmark.NewKeyTable.Buy;
import io.adcp.spring.verification.benchmark.NewKeyTable.Protocol;
import io.adcp.spring.verification.harness.Database;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it costs to answer "later", and to call another system under a claim.
 */
final class EffectsTable implements BenchmarkTable {

	static final String SUBMITTED = "a submitted task";

	static final String SUBMITTED_FLOOR = "(a) floor: three INSERTs in one transaction, by hand";

	static final String CALLED = "one call of another system";

	static final String CALLED_FLOOR = "(b) floor: two transactions, by hand";

	private static final int CALLS = 300;

	private static final int WARM_UPS = 50;

	private static final double GOAL = 0.7;

	private static final int[] THREADS = { 1, 8 };

	// Long enough that what the driver writes in one breath is one piece
	private static final Duration APART = Duration.ofMillis(1);

	@Override
	public String name() {
		return "effects";
	}

	@Override
	public String question() {
		return "What do effects beyond the row cost? The handler writes one row; the work of submitted tasks is not done "
				+ "meanwhile, and the other system answers at once.";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		countRoundTrips(bench);
		Database database = bench.newDatabase();
		try (BenchmarkSeller seller = BenchmarkSeller.startWithEffects(database.url(), 16)) {
			database.execute(BookedBuy.TABLES + EffectsByHand.TABLES);
			for (int threads : THREADS) {
				List<Protocol> all = protocols(seller);
				measure(bench, threads, all.get(0), all.get(1));
				measure(bench, threads, all.get(2), all.get(3));
			}
		}
	}

	private static void measure(Bench bench, int threads, Protocol ours, Protocol floor) throws Exception {
		Duration time = bench.settings().block();
		List<Variant> variants = List.of(ours, floor)
			.stream()
			.map((one) -> new Variant(one.name(),
					() -> Load.run(threads, time, () -> one.call().buy(BuyRequest.fresh()))))
			.toList();
		bench.measure(new Case(ours.name() + ", " + threads + ((threads == 1) ? " thread" : " threads"), Load.RATE,
				floor.name(), variants, List.of(Goal.ratioAtLeast(ours.name(), floor.name(), Load.RATE, GOAL))));
	}

	private static void countRoundTrips(Bench bench) throws Exception {
		Database database = bench.newDatabase();
		try (DelayProxy counter = new DelayProxy(bench.postgres().port(), APART);
				BenchmarkSeller seller = BenchmarkSeller.startWithEffects(database.by(counter.port()).url(), 2)) {
			database.execute(BookedBuy.TABLES + EffectsByHand.TABLES);
			for (Protocol protocol : protocols(seller)) {
				int calls = bench.settings().scaled(CALLS);
				call(protocol.call(), WARM_UPS);
				long before = counter.roundTrips();
				call(protocol.call(), calls);
				bench.fact("round trips per call, " + protocol.name(),
						(counter.roundTrips() - before) / (double) calls);
			}
		}
	}

	private static void call(Buy call, int times) throws Exception {
		for (int i = 0; i < times; i++) {
			call.buy(BuyRequest.fresh());
		}
	}

	private static List<Protocol> protocols(BenchmarkSeller seller) {
		EffectsByHand byHand = new EffectsByHand(seller.dataSource(), seller.bean(JsonMapper.class));
		EffectfulBuys buys = seller.bean(EffectfulBuys.class);
		return List.of(
				new Protocol(SUBMITTED,
						(request) -> seller.call(request, (exchange) -> buys.submit(exchange.request())).body()),
				new Protocol(SUBMITTED_FLOOR, byHand::submit),
				new Protocol(CALLED,
						(request) -> seller.call(request, (exchange) -> buys.order(exchange.request(), null)).body()),
				new Protocol(CALLED_FLOOR, byHand::order));
	}

}
