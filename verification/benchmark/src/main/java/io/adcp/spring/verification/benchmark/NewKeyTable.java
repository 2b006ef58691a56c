package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.harness.Database;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a new key costs.
 */
final class NewKeyTable implements BenchmarkTable {

	static final String OURS = "@Idempotent";

	static final String PLAIN = "(a) @Transactional alone";

	static final String FLOOR = "(b) floor: business rows and one INSERT of the record, by hand";

	static final String PROTOCOL = "(c) the same protocol by hand";

	static final String WITH_COMMIT = "(c') likewise, the record sent with COMMIT";

	static final String THREE = "(d) claim, business, completion in three transactions";

	private static final int[] THREADS = { 1, 8, 32 };

	@Override
	public String name() {
		return "new-key";
	}

	@Override
	public String question() {
		return "What does a new key cost? The handler writes one media buy and two packages and answers 1.5 KB; "
				+ "each variant goes from the request's bytes to the answer's text.";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		Database database = bench.newDatabase();
		new NewKeyCosts(bench).count();
		try (DelayProxy network = new DelayProxy(bench.postgres().port(), NetworkTable.ADDED);
				BenchmarkSeller near = BenchmarkSeller.start(database.url(), 32);
				BenchmarkSeller far = BenchmarkSeller.start(database.by(network.port()).url(), 32)) {
			database.execute(BookedBuy.TABLES + HandWritten.TABLES);
			for (int threads : THREADS) {
				bench.measure(newCase(near, threads, bench.settings().block(), "loopback", 1.5));
				bench.measure(newCase(far, threads, bench.settings().block(), "0.5 ms added", 1.25));
			}
		}
		bench.note("(a) keeps no promise: a repeated call buys twice. It is the upper bound.");
		bench.note("(b) looks nothing up: a repetition runs the handler and fails at the end.");
	}

	private static Case newCase(BenchmarkSeller seller, int threads, Duration time, String network,
			double againstThree) {
		List<Goal> goals = new ArrayList<>(List.of(Goal.ratioAtLeast(OURS, PROTOCOL, Load.RATE, 0.95)));
		if (threads == 8) {
			goals.add(Goal.ratioAtLeast(OURS, THREE, Load.RATE, againstThree));
		}
		List<Variant> variants = new ArrayList<>();
		protocols(seller).forEach((protocol) -> variants.add(new Variant(protocol.name(),
				() -> Load.run(threads, time, () -> protocol.call().buy(BuyRequest.fresh())))));
		return new Case(threads + ((threads == 1) ? " thread, " : " threads, ") + network, Load.RATE, FLOOR, variants,
				goals);
	}

	static List<Protocol> protocols(BenchmarkSeller seller) {
		HandWritten byHand = new HandWritten(seller.dataSource(), seller.bean(JsonMapper.class));
		return List.of(new Protocol(OURS, (request) -> seller.buyOnce(request).body()),
				new Protocol(PLAIN, seller::buy), new Protocol(FLOOR, byHand::floor),
				new Protocol(PROTOCOL, byHand::protocol), new Protocol(WITH_COMMIT, byHand::protocolWithCommit),
				new Protocol(THREE, byHand::threeTransactions));
	}

	/**
	 * A way to buy.
	 *
	 * @param name the name
	 * @param call buys
	 */
	record Protocol(String name, Buy call) {
	}

	/**
	 * Buys.
	 */
	interface Buy {

		String buy(byte[] request) throws Exception;

	}

}
