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

import org.springframework.dao.CannotAcquireLockException;
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

	private final String peekSql;

	private final String findSql;

	private final String updateSql;

	private final String dueSql;

	// The server's setting: whoever runs into a lock loses all of the transaction, also
	// what a caller wrote before. Then nothing of it may commit.
	private final boolean rollsBackOnTimeout;

	MariaDbLedger(JdbcTemplate jdbc, LedgerTable table, @Nullable Clock clock) {
		super(jdbc, clock, table, "TIMESTAMPADD", NOW);
		jdbc.setExceptionTranslator(translator());
		this.rollsBackOnTimeout = queryForLong("SELECT @@innodb_rollback_on_timeout") != 0;
		this.insertSql = """
				SET STATEMENT innodb_lock_wait_timeout=0 FOR
				INSERT INTO %s (id, task, payload_hash, response, expires_at)
				VALUES (?, ?, ?, '', TIMESTAMPADD(MICROSECOND, ?, %s))
				""".formatted(table.qualifiedName(), NOW);
		this.peekSql = """
				SELECT task, payload_hash, response, TIMESTAMPDIFF(MICROSECOND, %2$s, expires_at)
				FROM %1$s WHERE id = ?
				""".formatted(table.qualifiedName(), NOW);
		// A locking read sees what was committed after the transaction's snapshot.
		this.findSql = this.peekSql + " LOCK IN SHARE MODE";
		this.updateSql = """
				UPDATE %s SET response = ?, expires_at = TIMESTAMPADD(MICROSECOND, ?, %s)
				WHERE id = ? AND response = ''
				""".formatted(table.qualifiedName(), NOW);
		// A call in flight may hold a row of any age. It is passed over, not waited for.
		this.dueSql = """
				SELECT id, response IS NULL FROM %s
				WHERE expires_at <= TIMESTAMPADD(MICROSECOND, ?, %s) AND (response IS NULL OR response <> '')
				ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED
				""".formatted(table.qualifiedName(), NOW);
	}

	// Two codes without an SQL state that would tell. With innodb_snapshot_isolation,
	// which
	// newer versions switch on, a transaction whose snapshot is older than the record is
	// refused by the first. The second is a lock that was waited for too long.
	private static SQLExceptionTranslator translator() {
		SQLExceptionSubclassTranslator translator = new SQLExceptionSubclassTranslator();
		translator.setCustomTranslator((task, sql, ex) -> switch (ex.getErrorCode()) {
			case CHANGED_SINCE_SNAPSHOT ->
				new ConcurrencyFailureException("The record is newer than the transaction's snapshot", ex);
			case LOCK_WAIT_TIMEOUT -> new CannotAcquireLockException("The record is locked", ex);
			default -> null;
		});
		return translator;
	}

	@Override
	boolean insert(Claim claim) {
		return Boolean.TRUE.equals(jdbc().execute(this.insertSql, (PreparedStatementCallback<Boolean>) (statement) -> {
			statement.setBytes(1, bytes(claim.id()));
			statement.setString(2, claim.task());
			statement.setBytes(3, claim.payload().bytes());
			statement.setLong(4, micros(claim.lease()));
			statement.setObject(5, utcNow());
			return insert(statement);
		}));
	}

	private boolean insert(PreparedStatement statement) throws SQLException {
		try {
			statement.executeUpdate();
			return true;
		}
		catch (SQLException ex) {
			if (ex.getErrorCode() != LOCK_WAIT_TIMEOUT) {
				throw ex;
			}
			if (this.rollsBackOnTimeout) {
				throw new CannotAcquireLockException(
						"The key is in flight, and innodb_rollback_on_timeout has undone the transaction", ex);
			}
			return false;
		}
	}

	@Override
	@Nullable IdempotencyRecord find(Claim claim) {
		return query(this.findSql, claim);
	}

	@Override
	@Nullable IdempotencyRecord peek(Claim claim) {
		return query(this.peekSql, claim);
	}

	private @Nullable IdempotencyRecord query(String sql, Claim claim) {
		List<IdempotencyRecord> rows = jdbc().query(sql, (statement) -> {
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

	@Override
	@Nullable Object nowParameter() {
		return utcNow();
	}

	@Override
	String timeSql() {
		return "UTC_TIMESTAMP(6)";
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
	Object toParameter(Instant time) {
		return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
	}

	@Override
	Instant readInstant(ResultSet row, int column) throws SQLException {
		return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
	}

	@Override
	UUID readId(ResultSet row, int column) throws SQLException {
		ByteBuffer bytes = ByteBuffer.wrap(row.getBytes(column));
		return new UUID(bytes.getLong(), bytes.getLong());
	}

	private static byte[] bytes(UUID id) {
		return ByteBuffer.allocate(16)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.array();
	}

}
