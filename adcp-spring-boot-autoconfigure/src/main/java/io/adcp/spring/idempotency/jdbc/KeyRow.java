package io.adcp.spring.idempotency.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.OpenClaim;
import io.adcp.spring.idempotency.PayloadHash;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a key in the table of records and in that of open claims, read at
 * once.
 */
final class KeyRow {

	private final Instant now;

	private final @Nullable PayloadHash payload;

	private final String task;

	private final byte @Nullable [] response;

	private final Instant expiresAt;

	private final @Nullable OpenClaim open;

	private KeyRow(Instant now, @Nullable PayloadHash payload, String task, byte @Nullable [] response,
			Instant expiresAt, @Nullable OpenClaim open) {
		this.now = now;
		this.payload = payload;
		this.task = task;
		this.response = response;
		this.expiresAt = expiresAt;
		this.open = open;
	}

	/**
	 * Return the columns to select, of a record {@code r} and a claim {@code c}.
	 * @param ledger the database
	 * @return the columns
	 */
	static String columns(Ledger ledger) {
		return ledger.timeSql() + ", r.response, r.id, r.task, r.payload_hash, r.expires_at, "
				+ "c.owner, c.run, c.opened_at, c.calls";
	}

	static KeyRow read(ResultSet row, Ledger ledger) throws SQLException {
		Instant now = ledger.now(row, 1);
		byte[] hash = row.getBytes(5);
		if (hash == null) {
			return new KeyRow(now, null, "", null, now, null);
		}
		PayloadHash payload = PayloadHash.of(hash);
		Instant expiresAt = ledger.readInstant(row, 6);
		return new KeyRow(now, payload, row.getString(4), row.getBytes(2), expiresAt,
				readOpen(row, ledger, payload, expiresAt, now));
	}

	private static @Nullable OpenClaim readOpen(ResultSet row, Ledger ledger, PayloadHash payload, Instant leaseUntil,
			Instant now) throws SQLException {
		String calls = row.getString(10);
		return (calls == null) ? null : new OpenClaim(ledger.readId(row, 3), row.getString(4), payload,
				ledger.readId(row, 7), row.getInt(8), ledger.readInstant(row, 9), leaseUntil, now, calls);
	}

	Instant now() {
		return this.now;
	}

	@Nullable OpenClaim open() {
		return this.open;
	}

	OpenClaim requireOpen() {
		return Objects.requireNonNull(this.open);
	}

	@Nullable IdempotencyRecord toRecord(Claim claim) {
		return (this.payload != null)
				? Ledger.toRecord(claim.task().equals(this.task) && claim.payload().equals(this.payload), this.response,
						Duration.between(this.now, this.expiresAt))
				: null;
	}

}
