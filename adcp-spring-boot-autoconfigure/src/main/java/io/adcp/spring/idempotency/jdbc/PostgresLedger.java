package io.adcp.spring.idempotency.jdbc;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.SqlParameterValue;

/**
 * PostgreSQL: a claim is an advisory lock of the transaction, so nobody waits inside the
 * database, and the finished record is the only row that is ever written for a new key.
 */
class PostgresLedger extends Ledger {

	private static final int TRANSACTION_TIMEOUT_SINCE = 17;

	// A number of microseconds has a type where it is null, too. Types that the driver
	// does not know it asks the server for, and then sends a claim's statements one by
	// one.
	private static final String NOW = now("clock_timestamp()");

	// One value for all rows, so that the index finds those that are due.
	private static final String STATEMENT_NOW = now("statement_timestamp()");

	// Two statements in one round trip. As one statement it would be wrong: its snapshot
	// would be older than its lock, and miss a record committed in between. The second
	// lock carries the payload's tag; it and the time-out are an owner's only.
	private final String claimSql;

	private final String findSql;

	private final String holderSql;

	private final String completeSql;

	private final String openSql;

	private final String endSql;

	private final String countUnresolvedSql;

	private final String dueSql;

	private final String dropTombstonesSql;

	private final String makeTombstonesSql;

	private final LateStatements late;

	PostgresLedger(JdbcTemplate jdbc, LedgerTable table, @Nullable Clock clock) {
		super(jdbc, clock);
		this.late = new LateStatements(Objects.requireNonNull(jdbc.getDataSource()), LedgerDatabase.POSTGRESQL);
		String timeout = (majorVersion(jdbc) >= TRANSACTION_TIMEOUT_SINCE) ? "transaction_timeout"
				: "idle_in_transaction_session_timeout";
		this.findSql = """
				SELECT task, payload_hash, response,
					(extract(epoch FROM expires_at - %2$s) * 1000000)::bigint
				FROM %1$s WHERE id = ?""".formatted(table.qualifiedName(), NOW);
		this.claimSql = """
				SELECT payload_lock, CASE WHEN payload_lock IS NOT NULL AND ?::bigint > 0 AND current_setting('%1$s') = '0'
					THEN set_config('%1$s', (?::bigint)::text, true) END
				FROM (SELECT CASE WHEN pg_try_advisory_xact_lock(?) THEN pg_try_advisory_xact_lock(?, ?) END
					AS payload_lock OFFSET 0) owner;
				%2$s
				"""
			.formatted(timeout, this.findSql);
		this.holderSql = """
				SELECT coalesce(bool_or(objid = ?::bigint::oid), true),
					current_setting('transaction_isolation') = 'read committed'
				FROM pg_locks
				WHERE locktype = 'advisory' AND objsubid = 2 AND classid = ?::bigint::oid AND granted
					AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
				""";
		this.completeSql = """
				INSERT INTO %s (id, task, payload_hash, response, expires_at)
				VALUES (?, ?, ?, ?, %s + ? * interval '1 microsecond')
				""".formatted(table.qualifiedName(), NOW);
		this.dueSql = """
				SELECT id, response IS NULL FROM %s
				WHERE expires_at <= %s - ? * interval '1 microsecond'
					AND (response IS NULL OR octet_length(response) > 0)
				ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED
				""".formatted(table.qualifiedName(), STATEMENT_NOW);
		this.endSql = """
				UPDATE %s SET response = ?, expires_at = %s + ? * interval '1 microsecond'
				WHERE id = ? AND octet_length(response) = 0
				""".formatted(table.qualifiedName(), NOW);
		// The lock keeps ordinary claims out, which have no row yet.
		this.openSql = """
				WITH clock AS (SELECT %3$s AS now), held AS (
					INSERT INTO %1$s (id, task, payload_hash, response, expires_at)
					SELECT ?, ?, ?, ''::bytea, clock.now + ? * interval '1 microsecond' FROM clock
					WHERE pg_try_advisory_xact_lock(?) ON CONFLICT DO NOTHING RETURNING id)
				INSERT INTO %2$s (id, owner, run, opened_at, calls)
				SELECT held.id, ?, 1, clock.now, ? FROM held, clock RETURNING opened_at
				""".formatted(table.qualifiedName(), table.claims(), NOW);
		this.countUnresolvedSql = "SELECT count(*) FROM %s WHERE expires_at < %s AND octet_length(response) = 0"
			.formatted(table.qualifiedName(), STATEMENT_NOW);
		this.dropTombstonesSql = "DELETE FROM %s WHERE id = ANY (?)".formatted(table.qualifiedName());
		this.makeTombstonesSql = """
				UPDATE %s SET response = NULL, expires_at = expires_at + ? * interval '1 microsecond'
				WHERE id = ANY (?)
				""".formatted(table.qualifiedName());
	}

	private static int majorVersion(JdbcTemplate jdbc) {
		return Objects.requireNonNull(jdbc
			.execute((ConnectionCallback<Integer>) (connection) -> connection.getMetaData().getDatabaseMajorVersion()));
	}

	@Override
	@Nullable IdempotencyRecord claim(Claim claim) {
		Lookup lookup = jdbc().execute(this.claimSql, (PreparedStatementCallback<Lookup>) (statement) -> {
			bindClaim(statement, claim);
			return lookUp(statement, claim);
		});
		if (lookup == null || (lookup.finished() == null && lookup.owner())) {
			return null;
		}
		return (lookup.finished() != null) ? lookup.finished() : inFlight(claim);
	}

	private void bindClaim(PreparedStatement statement, Claim claim) throws SQLException {
		long timeout = ownTimeout(claim);
		statement.setLong(1, timeout);
		statement.setLong(2, timeout);
		statement.setLong(3, claim.id().getMostSignificantBits());
		statement.setInt(4, keyTag(claim));
		statement.setInt(5, payloadTag(claim));
		statement.setObject(6, nowMicros(), Types.BIGINT);
		statement.setObject(7, claim.id());
	}

	// A transaction that the caller opened is the caller's to bound.
	private static long ownTimeout(Claim claim) {
		return claim.joined() ? 0 : claim.lease().toMillis();
	}

	private static Lookup lookUp(PreparedStatement statement, Claim claim) throws SQLException {
		statement.execute();
		boolean owner;
		try (ResultSet lock = statement.getResultSet()) {
			lock.next();
			lock.getBoolean(1);
			owner = !lock.wasNull();
		}
		statement.getMoreResults();
		try (ResultSet row = statement.getResultSet()) {
			return new Lookup(owner, row.next() ? read(row, claim) : null);
		}
	}

	// Asked by those that are refused, and by nobody else: in the claim it would be
	// planned for every new key. No tag at all means that the owner has just ended: the
	// claim is worth another try.
	private IdempotencyRecord inFlight(Claim claim) {
		Holder holder = jdbc().queryForObject(this.holderSql,
				(row, number) -> new Holder(row.getBoolean(1), row.getBoolean(2)), unsigned(payloadTag(claim)),
				unsigned(keyTag(claim)));
		return (holder == null || holder.maySamePayload()) ? IdempotencyRecord.inFlight(true)
				: heldByAnotherPayload(claim, holder.fresh());
	}

	// Another payload's tag proves a conflict if it is the owner's. It may also be that
	// of a call which got the lock since the owner committed, and is about to find the
	// record. Then the record is there for us too, unless our snapshot is the
	// transaction's and hides it: that conflict cannot be proven here.
	private IdempotencyRecord heldByAnotherPayload(Claim claim, boolean fresh) {
		IdempotencyRecord committed = peek(claim);
		return (committed != null) ? committed : IdempotencyRecord.inFlight(!fresh);
	}

	@Override
	@Nullable IdempotencyRecord peek(Claim claim) {
		List<IdempotencyRecord> rows = jdbc().query(this.findSql, (statement) -> {
			statement.setObject(1, nowMicros(), Types.BIGINT);
			statement.setObject(2, claim.id());
		}, (row, number) -> read(row, claim));
		return rows.isEmpty() ? null : rows.get(0);
	}

	@Override
	void complete(Claim claim, String response, Duration ttl) {
		if (claim.opened()) {
			end(claim, response, ttl);
		}
		else {
			this.late.sendWith(this.completeSql, claim.id(), claim.task(), claim.payload().bytes(), bytes(response),
					nowParameter(), micros(ttl));
		}
	}

	private void end(Claim claim, String response, Duration ttl) {
		this.late.send();
		if (jdbc().update(this.endSql, bytes(response), nowParameter(), micros(ttl), claim.id()) != 1) {
			throw new ClaimLostException(null);
		}
	}

	@Override
	Optional<Instant> open(Claim claim, String calls) {
		return jdbc()
			.query(this.openSql, (row, number) -> readInstant(row, 1), nowParameter(), claim.id(), claim.task(),
					claim.payload().bytes(), micros(claim.lease()), claim.id().getMostSignificantBits(), claim.owner(),
					calls)
			.stream()
			.findFirst();
	}

	@Override
	boolean opensByOneStatement() {
		return true;
	}

	@Override
	long countUnresolved() {
		return queryForLong(this.countUnresolvedSql, nowParameter());
	}

	@Override
	List<Due> due(Retention retention, int limit) {
		return jdbc().query(this.dueSql, (statement) -> {
			statement.setObject(1, nowMicros(), Types.BIGINT);
			statement.setLong(2, micros(retention.skew()));
			statement.setInt(3, limit);
		}, (row, number) -> new Due(row.getObject(1), row.getBoolean(2)));
	}

	@Override
	void dropTombstones(List<Object> ids) {
		jdbc().update(this.dropTombstonesSql, (statement) -> statement.setArray(1, uuids(statement, ids)));
	}

	@Override
	void makeTombstones(List<Object> ids, Duration keep) {
		jdbc().update(this.makeTombstonesSql, (statement) -> {
			statement.setLong(1, micros(keep));
			statement.setArray(2, uuids(statement, ids));
		});
	}

	private static Array uuids(PreparedStatement statement, List<Object> ids) throws SQLException {
		return statement.getConnection().createArrayOf("uuid", ids.toArray());
	}

	@Override
	String timeSql() {
		return "clock_timestamp()";
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

	private SqlParameterValue nowParameter() {
		return new SqlParameterValue(Types.BIGINT, nowMicros());
	}

	private static int keyTag(Claim claim) {
		return (int) claim.id().getLeastSignificantBits();
	}

	private static int payloadTag(Claim claim) {
		return ByteBuffer.wrap(claim.payload().bytes()).getInt() ^ claim.task().hashCode();
	}

	private static long unsigned(int tag) {
		return Integer.toUnsignedLong(tag);
	}

	private static String now(String databaseClock) {
		return "coalesce(timestamptz 'epoch' + ? * interval '1 microsecond', %s)".formatted(databaseClock);
	}

	private record Lookup(boolean owner, @Nullable IdempotencyRecord finished) {

	}

	/**
	 * Who holds the key.
	 *
	 * @param maySamePayload whether the claim's payload is, or may be, the holder's
	 * @param fresh whether each statement sees all that was committed before it
	 */
	private record Holder(boolean maySamePayload, boolean fresh) {

	}

}
