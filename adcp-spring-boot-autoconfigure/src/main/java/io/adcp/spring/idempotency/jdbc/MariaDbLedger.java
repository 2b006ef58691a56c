package io.adcp.spring.idempotency.jdbc;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * MariaDB. Times are kept in UTC, whatever the session's time zone.
 */
class MariaDbLedger extends InsertingLedger {

	private static final int LOCK_WAIT_TIMEOUT = 1205;

	private static final int CHANGED_SINCE_SNAPSHOT = 1020;

	private static final String NOW = "COALESCE(?, UTC_TIMESTAMP(6))";

	private final String insertSql;

	private final String findSql;

	private final String updateSql;

	private final String dueSql;

	MariaDbLedger(JdbcTemplate jdbc, LedgerTable table, @Nullable Clock clock) {
		super(jdbc, clock, table, "TIMESTAMPADD");
		jdbc.setExceptionTranslator(translator());
		this.insertSql = """
				SET STATEMENT innodb_lock_wait_timeout=0 FOR
				INSERT INTO %s (id, task, payload_hash, expires_at) VALUES (?, ?, ?, UTC_TIMESTAMP(6))
				""".formatted(table.qualifiedName());
		// A locking read sees what was committed after the transaction's snapshot.
		this.findSql = """
				SELECT task, payload_hash, response, TIMESTAMPDIFF(MICROSECOND, %2$s, expires_at)
				FROM %1$s WHERE id = ? LOCK IN SHARE MODE
				""".formatted(table.qualifiedName(), NOW);
		this.updateSql = """
				UPDATE %s SET response = ?, expires_at = TIMESTAMPADD(MICROSECOND, ?, %s)
				WHERE id = ? AND response IS NULL
				""".formatted(table.qualifiedName(), NOW);
		// A call in flight may hold a row of any age. It is passed over, not waited for.
		this.dueSql = """
				SELECT id, response IS NULL FROM %s
				WHERE expires_at <= TIMESTAMPADD(MICROSECOND, ?, %s)
				ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED
				""".formatted(table.qualifiedName(), NOW);
	}

	// With innodb_snapshot_isolation, which newer versions switch on, a transaction whose
	// snapshot is older than the record is refused by this code without an SQL state.
	private static SQLExceptionTranslator translator() {
		SQLExceptionSubclassTranslator translator = new SQLExceptionSubclassTranslator();
		translator.setCustomTranslator((task, sql, ex) -> (ex.getErrorCode() == CHANGED_SINCE_SNAPSHOT)
				? new ConcurrencyFailureException("The record is newer than the transaction's snapshot", ex) : null);
		return translator;
	}

	@Override
	boolean insert(Claim claim) {
		return Boolean.TRUE.equals(jdbc().execute(this.insertSql, (PreparedStatementCallback<Boolean>) (statement) -> {
			statement.setBytes(1, bytes(claim.id()));
			statement.setString(2, claim.task());
			statement.setBytes(3, claim.payload().bytes());
			return insert(statement);
		}));
	}

	private static boolean insert(PreparedStatement statement) throws SQLException {
		try {
			statement.executeUpdate();
			return true;
		}
		catch (SQLException ex) {
			if (ex.getErrorCode() == LOCK_WAIT_TIMEOUT) {
				return false;
			}
			throw ex;
		}
	}

	@Override
	@Nullable IdempotencyRecord find(Claim claim) {
		List<IdempotencyRecord> rows = jdbc().query(this.findSql, (statement) -> {
			statement.setObject(1, utcNow());
			statement.setBytes(2, bytes(claim.id()));
		}, (row, number) -> read(row, claim));
		return rows.isEmpty() ? null : rows.get(0);
	}

	@Override
	int update(Claim claim, String response, Duration ttl) {
		return jdbc().update(this.updateSql, (statement) -> {
			statement.setBytes(1, bytes(response));
			statement.setLong(2, micros(ttl));
			statement.setObject(3, utcNow());
			statement.setBytes(4, bytes(claim.id()));
		});
	}

	@Override
	List<Due> due(Retention retention, int limit) {
		return jdbc().query(this.dueSql, (statement) -> {
			statement.setLong(1, -micros(retention.skew()));
			statement.setObject(2, utcNow());
			statement.setInt(3, limit);
		}, (row, number) -> new Due(row.getBytes(1), row.getBoolean(2)));
	}

	private @Nullable LocalDateTime utcNow() {
		OffsetDateTime now = now();
		return (now != null) ? now.toLocalDateTime() : null;
	}

	@Override
	long estimateRows(LedgerTable table) {
		return queryForLong("""
				SELECT table_rows FROM information_schema.tables
				WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?
				""", table.schema(), table.name());
	}

	@Override
	Object toParameter(UUID id) {
		return bytes(id);
	}

	@Override
	Instant readInstant(ResultSet row, int column) throws SQLException {
		return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
	}

	private static byte[] bytes(UUID id) {
		return ByteBuffer.allocate(16)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.array();
	}

}
