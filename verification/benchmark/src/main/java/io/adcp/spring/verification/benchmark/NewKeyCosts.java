package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.adcp.spring.verification.benchmark.NewKeyTable.Protocol;
import io.adcp.spring.verification.harness.Database;

/**
 * What a new key costs in things that can be counted: round trips, WAL and dead tuples,
 * from one thread.
 */
final class NewKeyCosts {

	private static final int CALLS = 500;

	private static final int WARM_UPS = 50;

	// Long enough that what the driver writes in one breath is one piece
	private static final Duration APART = Duration.ofMillis(1);

	// An index page that happens to be split in one run and not in the other
	private static final double SPLITS = 1.03;

	private final Map<String, Double> walRecords = new HashMap<>();

	private final Map<String, Double> walBytes = new HashMap<>();

	private final Bench bench;

	private final int calls;

	NewKeyCosts(Bench bench) {
		this.bench = bench;
		this.calls = bench.settings().scaled(CALLS);
	}

	void count() throws Exception {
		Database database = this.bench.newDatabase();
		try (DelayProxy counter = new DelayProxy(this.bench.postgres().port(), APART);
				BenchmarkSeller seller = BenchmarkSeller.start(database.by(counter.port()).url(), 2)) {
			database.execute(BookedBuy.TABLES + HandWritten.TABLES);
			database.execute("CREATE EXTENSION pg_walinspect; CREATE EXTENSION pgstattuple");
			for (Protocol protocol : NewKeyTable.protocols(seller)) {
				count(protocol, counter, database);
			}
			compareWithFloor("WAL records", this.walRecords);
			compareWithFloor("WAL bytes", this.walBytes);
			countDeadTuples(database);
		}
	}

	private void count(Protocol protocol, DelayProxy counter, Database database) throws Exception {
		call(protocol, WARM_UPS);
		long roundTrips = counter.roundTrips();
		String start = database.text("SELECT pg_current_wal_insert_lsn()");
		call(protocol, this.calls);
		String end = database.text("SELECT pg_current_wal_insert_lsn()");
		this.bench.fact("round trips per call, " + protocol.name(),
				(counter.roundTrips() - roundTrips) / (double) this.calls);
		// Images of whole pages are left out: they depend on the last checkpoint
		String wal = " FROM pg_get_wal_stats('%s', '%s')".formatted(start, end);
		report("WAL records per call, ", protocol, database.number("SELECT sum(count)" + wal), this.walRecords);
		report("WAL bytes per call, ", protocol, database.number("SELECT sum(record_size)" + wal), this.walBytes);
	}

	private void report(String what, Protocol protocol, double sum, Map<String, Double> all) {
		all.put(protocol.name(), sum / this.calls);
		this.bench.fact(what + protocol.name(), sum / this.calls);
	}

	private void compareWithFloor(String what, Map<String, Double> all) {
		this.bench.factAtMost(what + ", ratio of " + NewKeyTable.OURS + " to (b)",
				all.getOrDefault(NewKeyTable.OURS, Double.NaN) / all.getOrDefault(NewKeyTable.FLOOR, Double.NaN),
				SPLITS);
	}

	private static void call(Protocol protocol, int times) throws Exception {
		for (int i = 0; i < times; i++) {
			protocol.call().buy(BuyRequest.fresh());
		}
	}

	private void countDeadTuples(Database database) throws Exception {
		for (String table : new String[] { "adcp_idempotency", "ledger_floor", "ledger_three" }) {
			double dead = database.number("SELECT dead_tuple_count FROM pgstattuple('" + table + "')")
					/ (this.calls + WARM_UPS);
			if (table.equals("adcp_idempotency")) {
				this.bench.factAtMost("dead tuples per call, " + table, dead, 0);
			}
			else {
				this.bench.fact("dead tuples per call, " + table, dead);
			}
		}
	}

}
