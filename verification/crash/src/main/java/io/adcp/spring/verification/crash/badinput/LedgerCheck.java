package io.adcp.spring.verification.crash.badinput;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.crash.single.SingleSeller;

/**
 * Compares what the seller has stored with what it has answered, by SQL.
 */
final class LedgerCheck {

	private static final String ROWS = "SELECT COUNT(*) FROM adcp_idempotency";

	/**
	 * Media buys that no stored answer names, and stored answers whose buy is not there.
	 */
	private static final String ORPHANS = """
			WITH told AS (
				SELECT convert_from(response, 'UTF8')::json ->> 'media_buy_id' AS id
				FROM adcp_idempotency WHERE task = 'create_media_buy'
			), bought AS (
				SELECT media_buy_id AS id FROM media_buy UNION ALL SELECT id FROM rest_buy
			)
			SELECT COUNT(*) FROM told FULL JOIN bought ON told.id = bought.id
			WHERE told.id IS NULL OR bought.id IS NULL""";

	private static final String INJECTED = """
			SELECT COUNT(*) FROM pg_tables WHERE tablename = '%s'""".formatted(Tricks.PROOF_OF_INJECTION);

	private final SingleSeller seller;

	private final List<String> faults = new ArrayList<>();

	private long surplus;

	LedgerCheck(SingleSeller seller) {
		this.seller = seller;
	}

	/**
	 * Compare. Nothing may be on its way.
	 * @param executed how many calls were answered as carried out
	 */
	void check(long executed) throws SQLException {
		long rows = this.seller.database().count(ROWS);
		if (rows != executed) {
			this.faults
				.add("%d rows in the ledger, but %d calls were answered as carried out".formatted(rows, executed));
		}
		long orphans = this.seller.database().count(ORPHANS);
		if (orphans > 0) {
			this.faults.add(orphans + " media buys without a row in the ledger, or the other way round");
		}
		if (this.seller.database().count(INJECTED) > 0) {
			this.faults.add("A string of a request was run as SQL");
		}
		this.surplus = Math.abs(rows - executed) + orphans;
	}

	/** How many rows should not be there, or are missing. */
	long surplus() {
		return this.surplus;
	}

	List<String> faults() {
		return this.faults;
	}

}
