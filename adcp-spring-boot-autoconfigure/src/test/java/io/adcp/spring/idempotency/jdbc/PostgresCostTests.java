package io.adcp.spring.idempotency.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.CountingDataSource;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.testing.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a key costs on PostgreSQL: counted in connections, statements and ends of
 * transactions at the driver, and in the server's own count of WAL records and syncs of
 * the one session that the pool has.
 */
class PostgresCostTests {

	private static HikariDataSource pool;

	private static CountingDataSource counting;

	private static JdbcFixture database;

	private ProxiedSeller seller;

	@BeforeAll
	static void open() {
		pool = PostgresServer.newDatabase(1);
		pool.addDataSourceProperty("socketFactory", CountingSocketFactory.class.getName());
		counting = new CountingDataSource(pool);
		database = JdbcFixture.create(counting, "postgresql", "");
	}

	@AfterAll
	static void close() {
		pool.close();
	}

	@BeforeEach
	void openSeller() throws Exception {
		jdbc().execute("DROP TABLE IF EXISTS buys");
		jdbc().execute("CREATE TABLE buys (number INT)");
		this.seller = new ProxiedSeller(counting, database.backend(), counting);
		// The first use of a table, an index or a page costs more than all others.
		this.seller.buy(ProxiedSeller.request(), Buys.Work.NOTHING);
		this.seller.buys().buyWithoutKey(Buys.Work.NOTHING);
	}

	@AfterEach
	void closeSeller() {
		this.seller.close();
	}

	@Test
	void aHandlerWithoutKeyIsTheMeasure() throws Exception {
		assertThat(events(() -> this.seller.buys().buyWithoutKey(Buys.Work.NOTHING))).containsExactly("connection",
				"statement", "commit");
	}

	@Test
	void aNewKeyCostsTwoRoundTripsAndNoConnection() throws Exception {
		assertThat(events(() -> this.seller.buy(ProxiedSeller.request(), Buys.Work.NOTHING)))
			.containsExactly("connection", "statement", "statement", "statement", "commit");
	}

	// The driver sends several statements at once only where it knows all types of their
	// parameters; it learns about statements in their first executions.
	@Test
	void aNewKeySendsTwoMessagesMore() throws Exception {
		for (int i = 0; i < 10; i++) {
			this.seller.buys().buyWithoutKey(Buys.Work.NOTHING);
			this.seller.buy(ProxiedSeller.request(), Buys.Work.NOTHING);
		}
		int without = sent(() -> this.seller.buys().buyWithoutKey(Buys.Work.NOTHING));
		assertThat(sent(() -> this.seller.buy(ProxiedSeller.request(), Buys.Work.NOTHING))).isEqualTo(without + 2);
	}

	@Test
	void aKeyOfAnotherScopeIsTheSameWorkAsOneNeverSeen() throws Exception {
		IdempotencyRequest foreign = ProxiedSeller.request();
		this.seller.buy(foreign, Buys.Work.NOTHING);
		IdempotencyRequest probe = new IdempotencyRequest(new IdempotencyScope("another-agent", null, null),
				foreign.key(), foreign.task(), foreign.payload());
		List<String> unknown = events(() -> this.seller.buy(ProxiedSeller.request(), Buys.Work.NOTHING));
		assertThat(events(() -> this.seller.buy(probe, Buys.Work.NOTHING))).isEqualTo(unknown);
	}

	@Test
	void aReplayOnAnotherNodeCostsOneStatementTheFirstTimeAndOneReadFromThenOn() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		this.seller.buy(request, Buys.Work.NOTHING);
		try (ProxiedSeller node = new ProxiedSeller(counting, database.backend(), counting)) {
			assertThat(events(() -> node.buy(request, Buys.Work.NOTHING))).containsExactly("connection", "statement",
					"commit");
			assertThat(events(() -> node.buy(request, Buys.Work.NOTHING))).containsExactly("connection", "statement");
		}
	}

	@Test
	void aReplayOnTheNodeThatExecutedIsOneRead() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		this.seller.buy(request, Buys.Work.NOTHING);
		for (int i = 0; i < 10; i++) {
			this.seller.buy(request, Buys.Work.NOTHING);
		}
		assertThat(events(() -> this.seller.buy(request, Buys.Work.NOTHING))).containsExactly("connection",
				"statement");
		assertThat(sent(() -> this.seller.buy(request, Buys.Work.NOTHING))).isEqualTo(1);
	}

	@Test
	void aReplayWithinALargerTransactionIsReadInIt() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		this.seller.buy(request, Buys.Work.NOTHING);
		assertThat(events(() -> this.seller.transaction()
			.executeWithoutResult(
					(status) -> TransactionCases.unchecked(() -> this.seller.buy(request, Buys.Work.NOTHING)))))
			.containsExactly("connection", "statement", "commit");
	}

	@Test
	void aRepetitionOfACallThatRunsHereTakesNoConnection() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		try (ProxiedSeller rejecting = new ProxiedSeller(counting, database.backend(), counting, InFlightPolicy.REJECT,
				ProxiedSeller.IN_FLIGHT_MAX)) {
			rejecting.buy(request, (jdbc) -> assertThat(events(() -> refuse(rejecting, request))).isEmpty());
		}
	}

	private static void refuse(ProxiedSeller seller, IdempotencyRequest request) {
		CompletableFuture<?> repetition = CompletableFuture
			.supplyAsync(() -> TransactionCases.unchecked(() -> seller.buy(request, Buys.Work.NOTHING)));
		assertThat(repetition).failsWithin(Duration.ofMinutes(1))
			.withThrowableThat()
			.withCauseInstanceOf(IdempotencyInFlightException.class);
	}

	@Test
	void aNewKeySyncsOnceWithTheHandlersRows() throws Exception {
		Wal without = wal(() -> this.seller.buys().buyWithoutKey(Buys.Work.NOTHING));
		Wal with = wal(() -> this.seller.buy(ProxiedSeller.request(), Buys.Work.NOTHING));
		assertThat(without.syncs()).isEqualTo(1);
		assertThat(with.syncs()).isEqualTo(1);
		// The row, and its entries in two indexes.
		assertThat(with.records()).isEqualTo(without.records() + 3);
	}

	@Test
	void aReplayWritesNothingAndSyncsNothing() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		this.seller.buy(request, Buys.Work.NOTHING);
		// The first reader of a row marks it as committed.
		this.seller.buy(request, Buys.Work.NOTHING);
		assertThat(wal(() -> this.seller.buy(request, Buys.Work.NOTHING))).isEqualTo(new Wal(0, 0));
	}

	@Test
	void aPurgeWithNothingToDoReadsNoLiveRecord() throws Exception {
		for (int i = 0; i < 20; i++) {
			this.seller.buy(ProxiedSeller.request(), Buys.Work.NOTHING);
		}
		// So small a table is read as a whole otherwise.
		jdbc().execute("SET enable_seqscan = off");
		try {
			long before = recordsRead();
			assertThat(database.backend().purge(ProxiedSeller.RETENTION, 10)).isZero();
			assertThat(recordsRead()).isEqualTo(before);
		}
		finally {
			jdbc().execute("RESET enable_seqscan");
		}
	}

	@Test
	void aPurgeReadsTheRecordsOfItsBatchAndNoOthers() throws Exception {
		for (int i = 0; i < 40; i++) {
			this.seller.buy(ProxiedSeller.request(), Buys.Work.NOTHING);
		}
		jdbc().update("UPDATE adcp_idempotency SET expires_at = expires_at - interval '2 days'");
		jdbc().execute("ANALYZE adcp_idempotency");
		jdbc().execute("SET enable_seqscan = off");
		try {
			long before = recordsRead();
			assertThat(database.backend().purge(ProxiedSeller.RETENTION, 10)).isEqualTo(10);
			// Found by their age, with one to see that there are more, and then by their
			// ids
			assertThat(recordsRead()).isBetween(before + 20, before + 21);
		}
		finally {
			jdbc().execute("RESET enable_seqscan");
		}
	}

	private static long recordsRead() {
		jdbc().execute("SELECT pg_stat_force_next_flush()");
		jdbc().execute("SELECT pg_stat_clear_snapshot()");
		return Objects.requireNonNull(jdbc().queryForObject("""
				SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_user_tables WHERE relname = 'adcp_idempotency'
				""", Long.class));
	}

	private static List<String> events(TransactionCases.Step step) throws Exception {
		counting.takeEvents();
		step.run();
		return new ArrayList<>(counting.takeEvents());
	}

	private static int sent(TransactionCases.Step step) throws Exception {
		CountingSocketFactory.takeSent();
		step.run();
		return CountingSocketFactory.takeSent();
	}

	private static Wal wal(TransactionCases.Step step) throws Exception {
		Wal before = Wal.read();
		step.run();
		Wal after = Wal.read();
		return new Wal(after.records() - before.records(), after.syncs() - before.syncs());
	}

	private static JdbcTemplate jdbc() {
		return new JdbcTemplate(pool);
	}

	private record Wal(long records, long syncs) {

		// Counts reach the statistics when they are flushed, and a transaction sees the
		// statistics as of its first look.
		static Wal read() {
			jdbc().execute("SELECT pg_stat_force_next_flush()");
			jdbc().execute("SELECT pg_stat_clear_snapshot()");
			return jdbc().queryForObject("""
					SELECT wal_records,
						(SELECT sum(fsyncs)::bigint FROM pg_stat_get_backend_io(pg_backend_pid()) WHERE object = 'wal')
					FROM pg_stat_get_backend_wal(pg_backend_pid())""",
					(row, number) -> new Wal(row.getLong(1), row.getLong(2)));
		}

	}

}
