package io.adcp.spring.verification.crash.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.adcp.spring.verification.crash.single.SingleSeller;

/**
 * Makes the seller's records older than they are, so that the purge has as much to do as
 * after days of work: first their replay window is over, later they are forgotten.
 */
final class Ageing {

	/** Of the records that can still be replayed all but the youngest thousand. */
	private static final String END_REPLAY = """
			UPDATE adcp_idempotency SET expires_at = now() - interval '1 hour' WHERE id IN (
				SELECT id FROM adcp_idempotency WHERE response IS NOT NULL AND expires_at > now()
				ORDER BY expires_at DESC OFFSET 1000)""";

	private static final String END_TOMBSTONE = """
			UPDATE adcp_idempotency SET expires_at = now() - interval '90 days' WHERE id IN (
				SELECT id FROM adcp_idempotency WHERE response IS NULL LIMIT 1000)""";

	private final SingleSeller seller;

	private long ended;

	Ageing(SingleSeller seller) {
		this.seller = seller;
	}

	void age() throws SQLException {
		try (Connection connection = this.seller.database().connect();
				Statement statement = connection.createStatement()) {
			this.ended += statement.executeUpdate(END_REPLAY);
			statement.executeUpdate(END_TOMBSTONE);
		}
	}

	/**
	 * Tell what became of the records.
	 * @return a sentence
	 */
	String report() throws SQLException {
		return "records: %d were made old; %d of all can be replayed, %d are tombstones, of %d media buys".formatted(
				this.ended, this.seller.database().count("SELECT COUNT(response) FROM adcp_idempotency"),
				this.seller.database().count("SELECT COUNT(*) - COUNT(response) FROM adcp_idempotency"),
				this.seller.database().count("SELECT COUNT(*) FROM media_buy"));
	}

	/**
	 * Return whether the purge has done anything.
	 * @return {@code true} where fewer records are left than media buys were booked, or
	 * none was old enough
	 */
	boolean wasPurged() throws SQLException {
		return this.ended == 0 || this.seller.database()
			.count("SELECT (SELECT COUNT(*) FROM media_buy) - COUNT(response) FROM adcp_idempotency") > 0;
	}

}
