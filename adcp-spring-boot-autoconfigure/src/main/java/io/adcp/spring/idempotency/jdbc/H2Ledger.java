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

	private final String dropTombstonesSql;

	private final String makeTombstonesSql;

	H2Ledger(JdbcTemplate jdbc, LedgerTable table, @Nullable Clock clock) {
		super(jdbc, clock);
		this.insertSql = """
				INSERT INTO %s (id, task, payload_hash, expires_at) VALUES (?, ?, ?, CURRENT_TIMESTAMP(6))
				""".formatted(table.qualifiedName());
		this.findSql = """
				SELECT task, payload_hash, response, DATEDIFF(MICROSECOND, %2$s, expires_at)
				FROM %1$s WHERE id = ?
				""".formatted(table.qualifiedName(), NOW);
		this.updateSql = """
				UPDATE %s SET response = ?, expires_at = DATEADD(MICROSECOND, ?, %s) WHERE id = ? AND response IS NULL
				""".formatted(table.qualifiedName(), NOW);
		String due = """
				SELECT id FROM %s WHERE expires_at <= DATEADD(MICROSECOND, ?, %s) AND response IS %s NULL
				ORDER BY expires_at FETCH FIRST ? ROWS ONLY
				""";
		this.dropTombstonesSql = "DELETE FROM %s WHERE id IN (%s)".formatted(table.qualifiedName(),
				due.formatted(table.qualifiedName(), NOW, ""));
		this.makeTombstonesSql = """
				UPDATE %s SET response = NULL, expires_at = DATEADD(MICROSECOND, ?, expires_at) WHERE id IN (%s)
				""".formatted(table.qualifiedName(), due.formatted(table.qualifiedName(), NOW, "NOT"));
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
		statement.setObject(from + 1, now(), Types.TIMESTAMP_WITH_TIMEZONE);
		statement.setInt(from + 2, limit);
	}

	// H2 keeps the number of rows: without a condition nothing is read.
	@Override
	long estimateRows(LedgerTable table) {
		return queryForLong("SELECT COUNT(*) FROM " + table.qualifiedName());
	}

}
