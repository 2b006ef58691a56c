package io.adcp.spring.idempotency.jdbc;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * PostgreSQL: a claim is an advisory lock of the transaction, so nobody waits inside the
 * database, and the finished record is the only row that is ever written for a new key.
 */
class PostgresLedger extends Ledger {

	private static final int TRANSACTION_TIMEOUT_SINCE = 17;

	// What a claim finds of its key's lock, whether or not there is a record.
	private static final int OWNER = 1;

	private static final int HELD = 2;

	private static final int HELD_BY_ANOTHER_PAYLOAD = 3;

	// A number of microseconds has a type where it is null, too. Types that the driver
	// does not know it asks the server for, and then sends a claim's statements one by
	// one.
	private static final String NOW = now("clock_timestamp()");

	// One value for all rows, so that the index finds those that are due.
	private static final String STATEMENT_NOW = now("statement_timestamp()");

	// Two statements in one round trip. As one statement it would be wrong: its snapshot
	// would be older than its lock, and miss a record committed in between.
	// The second lock carries the payload's tag. Another payload's tag proves a conflict
	// if it is the owner's. It may also be that of a call which got the lock since the
	// owner committed, and is about to find the record: then the second statement, whose
	// snapshot is younger than the tag was read, finds it as well. Where the snapshot is
	// the transaction's it may not, and nothing is proven.
	private final String claimSql;

	private final String findSql;

	private final String completeSql;

	private final String dropTombstonesSql;

	private final String makeTombstonesSql;

	PostgresLedger(JdbcTemplate jdbc, LedgerTable table, @Nullable Clock clock, int majorVersion) {
		super(jdbc, clock);
		String timeout = (majorVersion >= TRANSACTION_TIMEOUT_SINCE) ? "transaction_timeout"
				: "idle_in_transaction_session_timeout";
		this.findSql = """
				SELECT task, payload_hash, response,
					(extract(epoch FROM expires_at - %2$s) * 1000000)::bigint
				FROM %1$s WHERE id = ?""".formatted(table.qualifiedName(), NOW);
		this.claimSql = """
				SELECT CASE WHEN pg_try_advisory_xact_lock(?) THEN pg_try_advisory_xact_lock(?, ?)::int | %4$d
					ELSE (SELECT CASE WHEN bool_and(objid <> ?::bigint::oid)
								AND current_setting('transaction_isolation') = 'read committed'
							THEN %6$d ELSE %5$d END
						FROM pg_locks
						WHERE locktype = 'advisory' AND objsubid = 2 AND classid = ?::bigint::oid AND granted
							AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
					END,
					CASE WHEN current_setting('%2$s') = '0' THEN set_config('%2$s', (?::bigint)::text, true) END;
				%3$s
				""".formatted(table.qualifiedName(), timeout, this.findSql, OWNER, HELD, HELD_BY_ANOTHER_PAYLOAD);
		this.completeSql = """
				INSERT INTO %s (id, task, payload_hash, response, expires_at)
				VALUES (?, ?, ?, ?, %s + ? * interval '1 microsecond')
				""".formatted(table.qualifiedName(), NOW);
		String due = """
				SELECT id FROM %1$s
				WHERE expires_at <= %2$s - ? * interval '1 microsecond' AND response IS %3$s NULL
				ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED
				""";
		this.dropTombstonesSql = "DELETE FROM %1$s WHERE id IN (%2$s)".formatted(table.qualifiedName(),
				due.formatted(table.qualifiedName(), STATEMENT_NOW, ""));
		this.makeTombstonesSql = """
				UPDATE %1$s SET response = NULL, expires_at = expires_at + ? * interval '1 microsecond'
				WHERE id IN (%2$s)
				""".formatted(table.qualifiedName(), due.formatted(table.qualifiedName(), STATEMENT_NOW, "NOT"));
	}

	@Override
	@Nullable IdempotencyRecord claim(Claim claim) {
		Lookup lookup = jdbc().execute(this.claimSql, (PreparedStatementCallback<Lookup>) (statement) -> {
			bindClaim(statement, claim);
			statement.execute();
			return lookUp(statement, claim);
		});
		return Objects.requireNonNull(lookup).record();
	}

	private void bindClaim(PreparedStatement statement, Claim claim) throws SQLException {
		statement.setLong(1, claim.id().getMostSignificantBits());
		statement.setInt(2, keyTag(claim));
		statement.setInt(3, payloadTag(claim));
		statement.setLong(4, Integer.toUnsignedLong(payloadTag(claim)));
		statement.setLong(5, Integer.toUnsignedLong(keyTag(claim)));
		statement.setLong(6, claim.lease().toMillis());
		statement.setObject(7, nowMicros(), Types.BIGINT);
		statement.setObject(8, claim.id());
	}

	private static Lookup lookUp(PreparedStatement statement, Claim claim) throws SQLException {
		int lock;
		try (ResultSet found = statement.getResultSet()) {
			found.next();
			lock = found.getInt(1);
		}
		statement.getMoreResults();
		try (ResultSet row = statement.getResultSet()) {
			return new Lookup(lock, row.next() ? read(row, claim) : null);
		}
	}

	@Override
	void complete(Claim claim, String response, Duration ttl) {
		jdbc().update(this.completeSql, (statement) -> {
			statement.setObject(1, claim.id());
			statement.setString(2, claim.task());
			statement.setBytes(3, claim.payload().bytes());
			statement.setBytes(4, bytes(response));
			statement.setObject(5, nowMicros(), Types.BIGINT);
			statement.setLong(6, micros(ttl));
		});
	}

	@Override
	int dropTombstones(Retention retention, int limit) {
		return jdbc().update(this.dropTombstonesSql, (statement) -> {
			statement.setObject(1, nowMicros(), Types.BIGINT);
			statement.setLong(2, micros(retention.skew()));
			statement.setInt(3, limit);
		});
	}

	@Override
	int makeTombstones(Retention retention, int limit) {
		return jdbc().update(this.makeTombstonesSql, (statement) -> {
			statement.setLong(1, micros(retention.tombstone()));
			statement.setObject(2, nowMicros(), Types.BIGINT);
			statement.setLong(3, micros(retention.skew()));
			statement.setInt(4, limit);
		});
	}

	// Kept up to date by the server's statistics, within about a second.
	@Override
	long estimateRows(LedgerTable table) {
		return queryForLong("SELECT pg_stat_get_live_tuples(?::regclass)", table.qualifiedName());
	}

	private @Nullable Long nowMicros() {
		OffsetDateTime now = now();
		return (now != null) ? ChronoUnit.MICROS.between(Instant.EPOCH, now.toInstant()) : null;
	}

	private static int keyTag(Claim claim) {
		return (int) claim.id().getLeastSignificantBits();
	}

	private static int payloadTag(Claim claim) {
		return ByteBuffer.wrap(claim.payload().bytes()).getInt() ^ claim.task().hashCode();
	}

	private static String now(String databaseClock) {
		return "coalesce(timestamptz 'epoch' + ? * interval '1 microsecond', %s)".formatted(databaseClock);
	}

	/**
	 * What a claim has found.
	 *
	 * @param lock who has the key's lock
	 * @param finished the key's record
	 */
	private record Lookup(int lock, @Nullable IdempotencyRecord finished) {

		@Nullable IdempotencyRecord record() {
			if (this.finished != null || this.lock == OWNER) {
				return this.finished;
			}
			return IdempotencyRecord.inFlight(this.lock != HELD_BY_ANOTHER_PAYLOAD);
		}

	}

}
