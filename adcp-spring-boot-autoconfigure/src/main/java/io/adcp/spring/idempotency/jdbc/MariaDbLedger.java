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

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * MariaDB. Times are kept in UTC, whatever the session's time zone.
 */
class MariaDbLedger extends InsertingLedger {

	private static final int LOCK_WAIT_TIMEOUT = 1205;

	private static final String NOW = "COALESCE(?, UTC_TIMESTAMP(6))";

	private final String insertSql;

	private final String findSql;

	private final String updateSql;

	private final String dropTombstonesSql;

	private final String makeTombstonesSql;

	MariaDbLedger(JdbcTemplate jdbc, LedgerTable table, @Nullable Clock clock) {
		super(jdbc, clock);
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
		String due = """
				WHERE expires_at <= TIMESTAMPADD(MICROSECOND, ?, %s) AND response IS %s NULL
				ORDER BY expires_at LIMIT ?
				""";
		this.dropTombstonesSql = "DELETE FROM %s %s".formatted(table.qualifiedName(), due.formatted(NOW, ""));
		this.makeTombstonesSql = """
				UPDATE %s SET response = NULL, expires_at = TIMESTAMPADD(MICROSECOND, ?, expires_at) %s
				""".formatted(table.qualifiedName(), due.formatted(NOW, "NOT"));
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
	int dropTombstones(Retention retention, int limit) {
		return jdbc().update(this.dropTombstonesSql, (statement) -> bindDue(statement, 1, retention, limit));
	}

	@Override
	int makeTombstones(Retention retention, int limit) {
		return jdbc().update(this.makeTombstonesSql, (statement) -> {
			statement.setLong(1, micros(retention.tombstone()));
			bindDue(statement, 2, retention, limit);
		});
	}

	private void bindDue(PreparedStatement statement, int from, Retention retention, int limit) throws SQLException {
		statement.setLong(from, -micros(retention.skew()));
		statement.setObject(from + 1, utcNow());
		statement.setInt(from + 2, limit);
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
