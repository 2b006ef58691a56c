package io.adcp.spring.idempotency.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * H2, for development and small sellers.
 */
class H2Ledger extends InsertingLedger {

	private static final int LOCK_TIMEOUT = 50200;

	private static final String NOW = "COALESCE(CAST(? AS TIMESTAMP(6) WITH TIME ZONE), CURRENT_TIMESTAMP(6))";

	private final String insertSql;

	private final String findSql;

	private final String updateSql;

	private final String dueSql;

	H2Ledger(JdbcTemplate jdbc, LedgerTable table, @Nullable Clock clock) {
		super(jdbc, clock, table, "DATEADD", NOW);
		this.insertSql = """
				INSERT INTO %s (id, task, payload_hash, response, expires_at)
				VALUES (?, ?, ?, X'', DATEADD(MICROSECOND, ?, %s))
				""".formatted(table.qualifiedName(), NOW);
		this.findSql = """
				SELECT task, payload_hash, response, DATEDIFF(MICROSECOND, %2$s, expires_at)
				FROM %1$s WHERE id = ?
				""".formatted(table.qualifiedName(), NOW);
		this.updateSql = """
				UPDATE %s SET response = ?, expires_at = DATEADD(MICROSECOND, ?, %s)
				WHERE id = ? AND OCTET_LENGTH(response) = 0
				""".formatted(table.qualifiedName(), NOW);
		this.dueSql = """
				SELECT id, response IS NULL FROM %s WHERE expires_at <= DATEADD(MICROSECOND, ?, %s)
				AND (response IS NULL OR OCTET_LENGTH(response) > 0)
				ORDER BY expires_at FETCH FIRST ? ROWS ONLY FOR UPDATE SKIP LOCKED
				""".formatted(table.qualifiedName(), NOW);
	}

	@Override
	boolean insert(Claim claim) {
		return Boolean.TRUE.equals(jdbc().execute((ConnectionCallback<Boolean>) (connection) -> {
			long before = lockTimeout(connection);
			setLockTimeout(connection, 0);
			try {
				return insert(connection, claim);
			}
			finally {
				setLockTimeout(connection, before);
			}
		}));
	}

	private boolean insert(Connection connection, Claim claim) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(this.insertSql)) {
			statement.setObject(1, claim.id());
			statement.setString(2, claim.task());
			statement.setBytes(3, claim.payload().bytes());
			statement.setLong(4, micros(claim.lease()));
			statement.setObject(5, now(), Types.TIMESTAMP_WITH_TIMEZONE);
			statement.executeUpdate();
			return true;
		}
		catch (SQLException ex) {
			if (ex.getErrorCode() == LOCK_TIMEOUT) {
				return false;
			}
			throw ex;
		}
	}

	private static long lockTimeout(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT LOCK_TIMEOUT()")) {
			row.next();
			return row.getLong(1);
		}
	}

	private static void setLockTimeout(Connection connection, long millis) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("SET LOCK_TIMEOUT " + millis);
		}
	}

	@Override
	@Nullable IdempotencyRecord find(Claim claim) {
		return peek(claim);
	}

	@Override
	@Nullable IdempotencyRecord peek(Claim claim) {
		List<IdempotencyRecord> rows = jdbc().query(this.findSql, (statement) -> {
			statement.setObject(1, now(), Types.TIMESTAMP_WITH_TIMEZONE);
			statement.setObject(2, claim.id());
		}, (row, number) -> read(row, claim));
		return rows.isEmpty() ? null : rows.get(0);
	}

	@Override
	int update(Claim claim, String response, Duration ttl) {
		return jdbc().update(this.updateSql, (statement) -> {
			statement.setBytes(1, bytes(response));
			statement.setLong(2, micros(ttl));
			statement.setObject(3, now(), Types.TIMESTAMP_WITH_TIMEZONE);
			statement.setObject(4, claim.id());
		});
	}

	@Override
	List<Due> due(Retention retention, int limit) {
		return jdbc().query(this.dueSql, (statement) -> {
			statement.setLong(1, -micros(retention.skew()));
			statement.setObject(2, now(), Types.TIMESTAMP_WITH_TIMEZONE);
			statement.setInt(3, limit);
		}, (row, number) -> new Due(row.getObject(1), row.getBoolean(2)));
	}

	@Override
	@Nullable Object nowParameter() {
		return now();
	}

	@Override
	String timeSql() {
		return "CURRENT_TIMESTAMP(6)";
	}

	// H2 keeps the number of rows: without a condition nothing is read.
	@Override
	long estimateRows(LedgerTable table) {
		return queryForLong("SELECT COUNT(*) FROM " + table.qualifiedName());
	}

}
