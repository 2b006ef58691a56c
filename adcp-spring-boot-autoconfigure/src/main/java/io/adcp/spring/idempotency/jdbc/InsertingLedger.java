package io.adcp.spring.idempotency.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.IdempotencyRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Databases without try-locks: a claim is an INSERT of the record with an empty response,
 * which the primary key grants once, and which the database is asked to refuse rather
 * than to let wait.
 */
abstract class InsertingLedger extends Ledger {

	private final String openSql;

	private final String dropTombstoneSql;

	private final String makeTombstoneSql;

	private final String countUnresolvedSql;

	InsertingLedger(JdbcTemplate jdbc, @Nullable Clock clock, LedgerTable table, String timestampAdd, String now) {
		super(jdbc, clock);
		// The purge leaves little else in this part of the index.
		this.countUnresolvedSql = "SELECT COUNT(*) FROM %s WHERE expires_at < %s AND OCTET_LENGTH(response) = 0"
			.formatted(table.qualifiedName(), now);
		this.openSql = "INSERT INTO %s (id, owner, run, opened_at, calls) VALUES (?, ?, 1, ?, ?)"
			.formatted(table.claims());
		this.dropTombstoneSql = "DELETE FROM %s WHERE id = ?".formatted(table.qualifiedName());
		this.makeTombstoneSql = "UPDATE %s SET response = NULL, expires_at = %s(MICROSECOND, ?, expires_at) WHERE id = ?"
			.formatted(table.qualifiedName(), timestampAdd);
	}

	@Override
	final @Nullable IdempotencyRecord claim(Claim claim) {
		try {
			return insert(claim) ? null : IdempotencyRecord.inFlight(true);
		}
		catch (DuplicateKeyException ex) {
			// If the row is gone again, another try of the claim decides.
			IdempotencyRecord committed = find(claim);
			return (committed != null) ? committed : IdempotencyRecord.inFlight(true);
		}
	}

	@Override
	final Optional<Instant> open(Claim claim, String calls) {
		try {
			return insert(claim) ? Optional.of(insertOpen(claim, calls)) : Optional.empty();
		}
		catch (DuplicateKeyException ex) {
			return Optional.empty();
		}
	}

	private Instant insertOpen(Claim claim, String calls) {
		Instant now = time();
		jdbc().update(this.openSql, toParameter(claim.id()), toParameter(claim.owner()), toParameter(now), calls);
		return now;
	}

	@Override
	final void complete(Claim claim, String response, Duration ttl) {
		if (update(claim, response, ttl) != 1) {
			throw new ClaimLostException(null);
		}
	}

	@Override
	final long countUnresolved() {
		return queryForLong(this.countUnresolvedSql, nowParameter());
	}

	@Override
	final void dropTombstones(List<Object> ids) {
		jdbc().batchUpdate(this.dropTombstoneSql, ids, ids.size(), (statement, id) -> statement.setObject(1, id));
	}

	@Override
	final void makeTombstones(List<Object> ids, Duration keep) {
		jdbc().batchUpdate(this.makeTombstoneSql, ids, ids.size(), (statement, id) -> {
			statement.setLong(1, micros(keep));
			statement.setObject(2, id);
		});
	}

	/**
	 * Read the committed row, whatever the transaction's snapshot.
	 * @param claim whose row
	 * @return the record, or {@code null}
	 */
	abstract @Nullable IdempotencyRecord find(Claim claim);

	/**
	 * Insert the row.
	 * @param claim whose row
	 * @return {@code false} if another transaction holds the key
	 */
	abstract boolean insert(Claim claim);

	/**
	 * Return the clock's time as the driver takes it.
	 * @return the time, or {@code null} for the database's
	 */
	abstract @Nullable Object nowParameter();

	abstract int update(Claim claim, String response, Duration ttl);

}
