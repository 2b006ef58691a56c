package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.verification.harness.Database;

/**
 * What records take on disk, and what getting rid of them does to live calls.
 */
final class GrowthTable implements BenchmarkTable {

	private static final int RECORDS = 1_000_000;

	private static final int THREADS = 8;

	private static final Duration EVERY = Duration.ofMillis(40);

	private static final Retention RETENTION = new Retention(Duration.ofHours(24), Retention.DEFAULT_SKEW,
			Duration.ofDays(30));

	private static final String WITHOUT = "live calls alone";

	private static final String WITH = "live calls beside the purge";

	@Override
	public String name() {
		return "growth";
	}

	@Override
	public String question() {
		return "What do records take on disk, and what does a purge of 1,000,000 expired ones do to live calls "
				+ "(new keys, 200 a second)?";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		Database database = bench.newDatabase();
		int records = Math.max(bench.settings().scaled(RECORDS), bench.roundsOfNextCase() * MeteredPurge.BATCH);
		try (BenchmarkSeller seller = BenchmarkSeller.start(database.url(), 10)) {
			database.execute(BookedBuy.TABLES);
			StoredRecords.fill(database, records, "-1 day");
			reportSize(bench, database, "bytes per record, a 1.5 KB answer", records);
			database.execute("VACUUM ANALYZE adcp_idempotency");
			int tombstones = measure(bench, seller, "expired records become tombstones", records);
			database.execute("UPDATE adcp_idempotency SET expires_at = clock_timestamp() - interval '1 day' "
					+ "WHERE response IS NULL");
			database.execute("VACUUM ANALYZE adcp_idempotency");
			measure(bench, seller, "tombstones past their time are dropped", tombstones);
		}
		bench.note("A call's time counts from when it was due. The purge is the starter's own, "
				+ "with its batches of 500 and its rests.");
	}

	private static void reportSize(Bench bench, Database database, String what, int records) throws Exception {
		bench.fact(what + ", all", database.number("SELECT pg_total_relation_size('adcp_idempotency')") / records);
		bench.fact(what + ", table", database.number("SELECT pg_table_size('adcp_idempotency')") / records);
		bench.fact(what + ", primary key",
				database.number("SELECT pg_relation_size('adcp_idempotency_pkey')") / records);
		bench.fact(what + ", index of expiry",
				database.number("SELECT pg_relation_size('adcp_idempotency_expires_at')") / records);
	}

	private static int measure(Bench bench, BenchmarkSeller seller, String what, int records) throws Exception {
		MeteredPurge purge = new MeteredPurge(seller.bean(IdempotencyBackend.class), RETENTION);
		int times = bench.roundsOfNextCase();
		int each = records / times / MeteredPurge.BATCH * MeteredPurge.BATCH;
		Stopwatch last = new Stopwatch(bench.settings().block().toNanos());
		Rounds rounds = bench.measure(new Case(what, Load.P99, WITHOUT,
				List.of(new Variant(WITHOUT, () -> load(seller, () -> TimeUnit.NANOSECONDS.sleep(last.nanos))),
						new Variant(WITH,
								() -> load(seller, () -> last.time(() -> purge.run(each))).and("purged records/s",
										each / (last.nanos / 1e9)))),
				List.of(Goal.ratioAtMost(WITH, WITHOUT, Load.P99, 1.5))));
		bench.fact("records purged per second, resting included: " + what,
				Statistics.median(rounds.values(WITH, "purged records/s")));
		return times * each;
	}

	private static Figures load(BenchmarkSeller seller, Load.Call meanwhile) throws Exception {
		try (PacedLoad load = new PacedLoad(THREADS, EVERY, () -> seller.buyOnce(BuyRequest.fresh()))) {
			meanwhile.run();
			return load.stop();
		}
	}

	/**
	 * How long the last purge took: live calls alone are measured for as long.
	 */
	private static final class Stopwatch {

		private long nanos;

		Stopwatch(long nanos) {
			this.nanos = nanos;
		}

		void time(Load.Call call) throws Exception {
			long start = System.nanoTime();
			call.run();
			this.nanos = System.nanoTime() - start;
		}

	}

}
