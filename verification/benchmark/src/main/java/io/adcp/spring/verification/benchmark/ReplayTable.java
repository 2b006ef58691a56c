package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.wire.StrictJson;

/**
 * What a replay costs, in a small table and in a large one.
 */
final class ReplayTable implements BenchmarkTable {

	private static final int FEW = 10_000;

	private static final int MANY = 2_000_000;

	private static final String KNOWN = "@Idempotent, a replay that the node knows, 10,000 records";

	private static final String OURS = "@Idempotent, a replay that is new to the node, ";

	private static final String SELECT = "SELECT by primary key, one round trip, ";

	private static final String IN_TRANSACTION = "SELECT in @Transactional(readOnly = true), ";

	private static final String WITHOUT_HINTS = "adcp.idempotency.replay-hints=0";

	private static final String ADDED = "0.5 ms added";

	private static final String FEW_RECORDS = "10,000 records";

	private static final String MANY_RECORDS = "2,000,000 records";

	@Override
	public String name() {
		return "replay";
	}

	@Override
	public String question() {
		return "What does a replay cost beside the bare SELECT of its record by primary key, both through a Spring bean, "
				+ "with 10,000 records and with 2,000,000?";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		Database few = bench.newDatabase();
		Database many = bench.newDatabase();
		StoredRecords fewRecords = prepare(bench, few, FEW);
		StoredRecords manyRecords = prepare(bench, many, MANY);
		measure(bench, few, fewRecords, many, manyRecords, "loopback", bench.postgres().port());
		try (DelayProxy network = new DelayProxy(bench.postgres().port(), NetworkTable.ADDED)) {
			measure(bench, few, fewRecords, many, manyRecords, ADDED, network.port());
		}
		bench.note("Every variant goes from the request's bytes to the answer's text. "
				+ "The records are replayed at random, each as often as any other.");
	}

	private static StoredRecords prepare(Bench bench, Database database, int count) throws Exception {
		try (BenchmarkSeller seller = BenchmarkSeller.start(database.url(), 2)) {
			// Indexes are made afterwards, which is quicker, and as they are after a
			// REINDEX
			database.execute("ALTER TABLE adcp_idempotency DROP CONSTRAINT adcp_idempotency_pkey;"
					+ "DROP INDEX adcp_idempotency_expires_at");
			StoredRecords records = StoredRecords.fill(database, bench.settings().scaled(count), "24 hours");
			database.execute("ALTER TABLE adcp_idempotency ADD PRIMARY KEY (id);"
					+ "CREATE INDEX adcp_idempotency_expires_at ON adcp_idempotency (expires_at)");
			database.execute("VACUUM ANALYZE adcp_idempotency");
			database.execute("CHECKPOINT");
			return records;
		}
	}

	private static void measure(Bench bench, Database few, StoredRecords fewRecords, Database many,
			StoredRecords manyRecords, String network, int port) throws Exception {
		try (BenchmarkSeller knowing = BenchmarkSeller.start(few.by(port).url(), 8);
				BenchmarkSeller fewSeller = BenchmarkSeller.start(few.by(port).url(), 8, WITHOUT_HINTS);
				BenchmarkSeller manySeller = BenchmarkSeller.start(many.by(port).url(), 8, WITHOUT_HINTS)) {
			fewRecords.keys().forEach((key) -> replay(knowing, BuyRequest.withKey(key)));
			for (int threads : new int[] { 1, 8 }) {
				Duration time = bench.settings().block();
				List<Variant> variants = new ArrayList<>(variants(fewSeller, fewRecords, FEW_RECORDS, threads, time));
				variants.add(variant(KNOWN, fewRecords, threads, time, (request) -> replay(knowing, request)));
				variants.addAll(variants(manySeller, manyRecords, MANY_RECORDS, threads, time));
				bench.measure(new Case(threads + ((threads == 1) ? " thread, " : " threads, ") + network, Load.RATE,
						SELECT + FEW_RECORDS, variants, goals(network)));
			}
		}
	}

	private static List<Variant> variants(BenchmarkSeller seller, StoredRecords records, String size, int threads,
			Duration time) {
		RecordReader reader = seller.bean(RecordReader.class);
		return List.of(variant(OURS + size, records, threads, time, (request) -> replay(seller, request)),
				variant(SELECT + size, records, threads, time, (request) -> reader.read(id(request))),
				variant(IN_TRANSACTION + size, records, threads, time,
						(request) -> reader.readInTransaction(id(request))));
	}

	private static Variant variant(String name, StoredRecords records, int threads, Duration time, Call call) {
		return new Variant(name,
				() -> Load.run(threads, time, () -> call.answer(BuyRequest.withKey(records.anyKey()))));
	}

	// Whoever answers a request has to parse it
	private static UUID id(byte[] request) {
		return StoredRecords.id(StrictJson.read(request).path("idempotency_key").asString());
	}

	private static void replay(BenchmarkSeller seller, byte[] request) {
		if (!seller.buyOnce(request).replayed()) {
			throw new IllegalStateException("A stored record was not replayed");
		}
	}

	// One round trip weighs as much as another only where there is a way to go
	private static List<Goal> goals(String network) {
		List<Goal> goals = new ArrayList<>(
				List.of(Goal.ratioAtLeast(OURS + FEW_RECORDS, SELECT + FEW_RECORDS, Load.RATE, 0.48),
						Goal.ratioAtLeast(OURS + MANY_RECORDS, OURS + FEW_RECORDS, Load.RATE, 0.9)));
		if (network.equals(ADDED)) {
			goals.add(Goal.ratioAtLeast(KNOWN, SELECT + FEW_RECORDS, Load.RATE, 0.9));
		}
		return goals;
	}

	/**
	 * Answers a request.
	 */
	private interface Call {

		void answer(byte[] request);

	}

}
