package io.adcp.spring.verification.crash;

import java.util.List;

/**
 * What keeps the sellers' records, and where a seller that uses it can be killed.
 */
enum Backend {

	/** The starter's own, with the records in the business rows' transaction. */
	JDBC("BEFORE_CLAIM", "AFTER_CLAIM", "IN_HANDLER", "AFTER_HANDLER", "BEFORE_COMMIT", "AFTER_COMMIT", "IN_ANSWER",
			"IN_REPLAY", Fate.ANYWHERE),

	/** The starter's own, with a gap between commit and record that it tells of. */
	REDIS("BEFORE_CLAIM", "AFTER_CLAIM", "IN_HANDLER", "BEFORE_COMMIT", "AFTER_COMMIT", "AFTER_RECORD", "IN_ANSWER",
			"IN_REPLAY", Fate.ANYWHERE),

	/** A test double with such a gap that nobody tells of: it has to be found out. */
	BROKEN("AFTER_COMMIT");

	private final List<String> sellerPlaces;

	Backend(String... sellerPlaces) {
		this.sellerPlaces = List.of(sellerPlaces);
	}

	List<String> sellerPlaces() {
		return this.sellerPlaces;
	}

	/** Whether PostgreSQL has the records as well as the business rows. */
	boolean isInDatabase() {
		return this != REDIS;
	}

}
