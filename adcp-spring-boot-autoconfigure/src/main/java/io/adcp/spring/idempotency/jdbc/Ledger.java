package io.adcp.spring.idempotency.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.idempotency.Retention;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The SQL of one database. A row that others can see has been committed. It is a finished
 * record or, without a response, a tombstone; {@code expires_at} is the end of the one or
 * of the other. With an empty response it is a claim that somebody committed before its
 * handler had ended, and {@code expires_at} the end of its lease.
 */
abstract class Ledger {

	private static final Log logger = LogFactory.getLog(Ledger.class);

	private final JdbcTemplate jdbc;

	private final @Nullable Clock clock;

	Ledger(JdbcTemplate jdbc, @Nullable Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	static Ledger of(JdbcTemplate jdbc, LedgerTable table, @Nullable Clock clock) {
		return switch (LedgerDatabase.of(Objects.requireNonNull(jdbc.getDataSource()))) {
			case POSTGRESQL -> new PostgresLedger(jdbc, table, clock);
			case H2 -> new H2Ledger(jdbc, table, clock);
			case MARIADB -> new MariaDbLedger(jdbc, table, clock);
		};
	}

	abstract @Nullable IdempotencyRecord claim(Claim claim);

	/**
	 * Read the committed row outside of a transaction. Nothing is locked.
	 * @param claim whose row
	 * @return the record, or {@code null}
	 */
	abstract @Nullable IdempotencyRecord peek(Claim claim);

	abstract void complete(Claim claim, String response, Duration ttl);

	// Records and tombstones in one look, by age. A look for tombstones alone would read
	// all records that are due before it finds one, in each batch again.
	final int purge(Retention retention, int limit) {
		List<Due> due = due(retention, limit);
		List<Object> tombstones = ids(due, true);
		if (!tombstones.isEmpty()) {
			dropTombstones(tombstones);
		}
		List<Object> records = ids(due, false);
		if (!records.isEmpty()) {
			makeTombstones(records, retention.tombstone());
		}
		return due.size();
	}

	private static List<Object> ids(List<Due> due, boolean tombstones) {
		return due.stream().filter((row) -> row.tombstone() == tombstones).map(Due::id).toList();
	}

	/**
	 * Find and lock rows that are past their time, the oldest first. What somebody else
	 * has locked is passed over.
	 * @param retention how long rows are kept
	 * @param limit how many rows at most
	 * @return the rows
	 */
	abstract List<Due> due(Retention retention, int limit);

	abstract void dropTombstones(List<Object> ids);

	abstract void makeTombstones(List<Object> ids, Duration keep);

	/**
	 * Estimate the number of rows from what the database knows without counting.
	 * @param table the table
	 * @return the estimate
	 */
	abstract long estimateRows(LedgerTable table);

	/**
	 * Count the committed claims that are past their lease.
	 * @return the number
	 */
	abstract long countUnresolved();

	/**
	 * Return the time by which claims end.
	 * @return now
	 */
	final Instant time() {
		if (this.clock != null) {
			return this.clock.instant();
		}
		return this.jdbc.query("SELECT " + timeSql(), (row, number) -> readInstant(row, 1)).get(0);
	}

	/**
	 * Return the database's time as an expression.
	 * @return the expression
	 */
	abstract String timeSql();

	/**
	 * Write both rows of a claim that is to be committed.
	 * @param claim the claim
	 * @param calls its first note
	 * @return when it was opened, or empty if somebody holds the key
	 */
	abstract Optional<Instant> open(Claim claim, String calls);

	/**
	 * Return whether {@link #open} is one statement, so that it needs no transaction.
	 * @return {@code false} if it is several
	 */
	boolean opensByOneStatement() {
		return false;
	}

	/**
	 * Return an id as the driver takes it.
	 * @param id the id
	 * @return the parameter
	 */
	Object toParameter(UUID id) {
		return id;
	}

	/**
	 * Return a time as the driver takes it.
	 * @param time the time
	 * @return the parameter
	 */
	Object toParameter(Instant time) {
		return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
	}

	Instant readInstant(ResultSet row, int column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	/**
	 * Read an id.
	 * @param row the row
	 * @param column its column
	 * @return the id
	 * @throws SQLException if it cannot be read
	 */
	UUID readId(ResultSet row, int column) throws SQLException {
		return row.getObject(column, UUID.class);
	}

	/**
	 * Return the time by which claims end, of a row that has {@link #timeSql}.
	 * @param row the row
	 * @param column its column
	 * @return now
	 * @throws SQLException if it cannot be read
	 */
	final Instant now(ResultSet row, int column) throws SQLException {
		return (this.clock != null) ? this.clock.instant() : readInstant(row, column);
	}

	final long queryForLong(String sql, @Nullable Object... parameters) {
		Long value = this.jdbc.queryForObject(sql, Long.class, parameters);
		return (value != null) ? value : 0;
	}

	final JdbcTemplate jdbc() {
		return this.jdbc;
	}

	/**
	 * Return the time to be bound where SQL says {@code COALESCE(?, now)}.
	 * @return the clock's time, or {@code null} for the database's
	 */
	final @Nullable OffsetDateTime now() {
		return (this.clock != null) ? OffsetDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC) : null;
	}

	/**
	 * Read a row of {@code task, payload_hash, response} and the microseconds left.
	 * @param row the row
	 * @param claim who asks
	 * @return the record
	 * @throws SQLException if the row cannot be read
	 */
	static IdempotencyRecord read(ResultSet row, Claim claim) throws SQLException {
		boolean samePayload = claim.task().equals(row.getString(1))
				&& claim.payload().equals(PayloadHash.of(row.getBytes(2)));
		byte[] response = row.getBytes(3);
		Duration left = Duration.of(row.getLong(4), ChronoUnit.MICROS);
		if (response != null && response.length == 0 && left.isNegative()) {
			warnOfLeftOver(claim);
		}
		return toRecord(samePayload, response, left);
	}

	/**
	 * Return what a row says of its key. A claim whose handler calls other systems, or
	 * committed in the middle, may still run until its lease is over.
	 * @param samePayload whether task and payload equal the asking claim's
	 * @param response the response as stored: empty for a claim, or {@code null}
	 * @param left the time left
	 * @return the record
	 */
	static IdempotencyRecord toRecord(boolean samePayload, byte @Nullable [] response, Duration left) {
		if (response != null && response.length == 0) {
			return left.isNegative() ? IdempotencyRecord.unresolved(samePayload)
					: IdempotencyRecord.inFlight(samePayload);
		}
		return IdempotencyRecord.completed(samePayload,
				(response != null) ? new String(response, StandardCharsets.UTF_8) : null, left);
	}

	private static void warnOfLeftOver(Claim claim) {
		logger.error("The outcome of record " + claim.id() + " (" + claim.task() + ") is not known, and its key stays "
				+ "held. If it is an open claim, the endpoint adcpclaims shows it (docs/downstream.md). Otherwise its "
				+ "handler committed before it ended, for instance by DDL: check what the handler has left behind, "
				+ "then settle the record (docs/operations.md)");
	}

	static byte[] bytes(String response) {
		return response.getBytes(StandardCharsets.UTF_8);
	}

	static long micros(Duration duration) {
		return Math.multiplyExact(duration.toMillis(), 1_000L);
	}

	/**
	 * A row that is past its time.
	 *
	 * @param id the id as the driver takes it
	 * @param tombstone whether the response is gone already
	 */
	record Due(Object id, boolean tombstone) {

	}

}
