package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * What {@code @Idempotent} costs a whole seller.
 */
final class SellerTable implements BenchmarkTable {

	private static final String OURS = "@Idempotent";

	private static final String PLAIN = "a transaction alone";

	private static final int[] CALLERS = { 1, 8 };

	@Override
	public String name() {
		return "seller";
	}

	@Override
	public String question() {
		return "What does `@Idempotent` cost a whole seller? `create_media_buy` with a new key by HTTP to `/mcp` of the "
				+ "sample seller on PostgreSQL, beside the same seller with Spring's transaction advice in its place.";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		try (WholeSeller ours = WholeSeller.withIdempotency(bench.newDatabase().url());
				WholeSeller plain = WholeSeller.withoutIdempotency(bench.newDatabase().url())) {
			SellerCaller ourCaller = new SellerCaller(ours.port());
			SellerCaller plainCaller = new SellerCaller(plain.port());
			Duration time = bench.settings().block();
			for (int callers : CALLERS) {
				bench.measure(new Case(callers + ((callers == 1) ? " caller" : " callers"), Load.RATE, PLAIN,
						List.of(new Variant(OURS, () -> Load.run(callers, time, ourCaller::buy)),
								new Variant(PLAIN, () -> Load.run(callers, time, plainCaller::buy))),
						List.of(Goal.ratioAtLeast(OURS, PLAIN, Load.RATE, 0.85))));
			}
			requireRecords(ours, plain);
		}
		bench.note("Callers and both sellers share the machine with the database: all of it counts, as much in the one "
				+ "variant as in the other.");
	}

	// That the variants are what they are called is seen in what they have left behind.
	private static void requireRecords(WholeSeller ours, WholeSeller plain) {
		if (ours.count("adcp_idempotency") != ours.count("media_buy") || plain.count("adcp_idempotency") != 0
				|| plain.count("media_buy") == 0) {
			throw new IllegalStateException("The sellers have not kept the records that they should have");
		}
	}

}
