package io.adcp.spring.idempotency.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.idempotency.Retention;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What operators see of the table, on real databases.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerInspectionTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private EmbeddedPostgres postgres;

	@BeforeAll
	void startPostgres() throws IOException {
		this.postgres = EmbeddedPostgres.start();
	}

	@AfterAll
	void stopPostgres() throws IOException {
		this.postgres.close();
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aFewRecordsAreCountedExactly(Database database) throws IOException {
		Ledger ledger = new Ledger(database);
		assertThat(ledger.backend.count()).isEqualTo(new Counts(0, 0));
		ledger.insert(20, 7);
		assertThat(ledger.backend.count()).isEqualTo(new Counts(20, 7));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void manyRecordsAreEstimatedFromASample(Database database) throws IOException {
		Ledger ledger = new Ledger(database);
		ledger.insert(15_000, 5_000);
		ledger.jdbc.execute("ANALYZE");
		Counts counts = ledger.backend.count();
		assertThat(counts.live() + counts.tombstones()).isCloseTo(20_000, within(200L));
		assertThat(counts.tombstones()).isCloseTo(5_000, within(1_000L));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aRecordIsFoundWithoutItsResponseAndDeletedOnce(Database database) throws IOException {
		Ledger ledger = new Ledger(database);
		UUID id = UUID.randomUUID();
		ledger.complete(id);
		assertThat(ledger.backend.find(id)).hasValueSatisfying((record) -> {
			assertThat(record.id()).isEqualTo(id);
			assertThat(record.task()).isEqualTo("create_media_buy");
			assertThat(record.tombstone()).isFalse();
			assertThat(record.expiresAt()).isCloseTo(Instant.now().plus(HOUR), within(1, ChronoUnit.MINUTES));
		});
		assertThat(ledger.backend.delete(id)).isTrue();
		assertThat(ledger.backend.delete(id)).isFalse();
		assertThat(ledger.backend.find(id)).isEmpty();
	}

	enum Database {

		H2, POSTGRESQL

	}

	/**
	 * An empty table.
	 */
	private final class Ledger {

		private final JdbcTemplate jdbc;

		private final TransactionTemplate transaction;

		private final JdbcIdempotencyBackend backend;

		Ledger(Database database) throws IOException {
			DataSource dataSource = (database == Database.H2)
					? JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "")
					: LedgerInspectionTests.this.postgres.getPostgresDatabase();
			this.jdbc = new JdbcTemplate(dataSource);
			this.jdbc.execute("DROP TABLE IF EXISTS adcp_idempotency");
			this.jdbc.execute("DROP TABLE IF EXISTS adcp_idempotency_setting");
			this.jdbc.execute(script(database));
			this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
			this.backend = new JdbcIdempotencyBackend(dataSource, new LedgerTable(null, LedgerTable.DEFAULT_NAME));
		}

		private static String script(Database database) throws IOException {
			return new ClassPathResource("io/adcp/spring/idempotency/db/" + database.name().toLowerCase(Locale.ROOT)
					+ "/V1__idempotency.sql")
				.getContentAsString(StandardCharsets.UTF_8)
				.replace("${table}", LedgerTable.DEFAULT_NAME)
				.replace("${table_name}", LedgerTable.DEFAULT_NAME);
		}

		void complete(UUID id) {
			this.transaction.executeWithoutResult((status) -> {
				Claim claim = new Claim(id, "create_media_buy", PayloadHash.of(new byte[32]), UUID.randomUUID(), HOUR);
				this.backend.claim(claim);
				this.backend.complete(claim, "{}", new Retention(HOUR, Duration.ZERO, HOUR));
			});
		}

		void insert(int live, int tombstones) {
			List<Object[]> rows = new ArrayList<>();
			for (int i = 0; i < live + tombstones; i++) {
				rows.add(new Object[] { UUID.randomUUID(), new byte[32], (i < live) ? new byte[] { 1 } : null });
			}
			this.jdbc.batchUpdate("""
					INSERT INTO adcp_idempotency (id, task, payload_hash, response, expires_at)
					VALUES (?, 'create_media_buy', ?, ?, CURRENT_TIMESTAMP)
					""", rows, new int[] { Types.OTHER, Types.VARBINARY, Types.VARBINARY });
		}

	}

}
