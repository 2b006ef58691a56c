package io.adcp.spring.idempotency.jdbc;

import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * How the table's records are counted, on real databases.
 */
class LedgerInspectionTests {

	@ParameterizedTest
	@EnumSource(Database.class)
	void aFewRecordsAreCountedExactly(Database database) {
		try (JdbcFixture ledger = database.open()) {
			assertThat(ledger.backend().count()).contains(new Counts(0, 0, 0));
			database.insert(ledger, 20, 7);
			assertThat(ledger.backend().count()).contains(new Counts(20, 7, 0));
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void manyRecordsAreEstimatedFromASample(Database database) {
		try (JdbcFixture ledger = database.open()) {
			database.insert(ledger, 15_000, 5_000);
			database.analyze.forEach(ledger.jdbc()::execute);
			Counts counts = ledger.backend().count().orElseThrow();
			assertThat(counts.live() + counts.tombstones()).isCloseTo(20_000, database.accuracy);
			assertThat(counts.tombstones()).isCloseTo(counts.live() / 3, withinPercentage(25));
		}
	}

	enum Database {

		H2(() -> JdbcFixture.h2(2), List.of("ANALYZE"), 1),

		// Else the session reports its inserts a second later, on top of what was
		// counted.
		POSTGRESQL(() -> JdbcFixture.postgres(1), List.of("SELECT pg_stat_force_next_flush()", "ANALYZE"), 1),

		// Its statistics are drawn from a few pages of the index.
		MARIADB(() -> JdbcFixture.mariaDb(2), List.of("ANALYZE TABLE adcp_idempotency"), 25);

		private final Supplier<JdbcFixture> fixture;

		private final List<String> analyze;

		private final Percentage accuracy;

		Database(Supplier<JdbcFixture> fixture, List<String> analyze, int accuracy) {
			this.fixture = fixture;
			this.analyze = analyze;
			this.accuracy = withinPercentage(accuracy);
		}

		JdbcFixture open() {
			return this.fixture.get();
		}

		void insert(JdbcFixture ledger, int live, int tombstones) {
			List<Object[]> rows = new ArrayList<>();
			for (int i = 0; i < live + tombstones; i++) {
				rows.add(new Object[] { parameter(UUID.randomUUID()), new byte[32],
						(i < live) ? new byte[] { 1 } : null, Timestamp.from(Instant.now()) });
			}
			TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(ledger.dataSource()));
			transaction.executeWithoutResult((status) -> ledger.jdbc().batchUpdate("""
					INSERT INTO adcp_idempotency (id, task, payload_hash, response, expires_at)
					VALUES (?, 'create_media_buy', ?, ?, ?)
					""", rows));
		}

		private Object parameter(UUID id) {
			return (this != MARIADB) ? id
					: ByteBuffer.allocate(16)
						.putLong(id.getMostSignificantBits())
						.putLong(id.getLeastSignificantBits())
						.array();
		}

	}

}
