package io.adcp.spring.verification.crash;

import java.util.List;

import io.adcp.spring.verification.crash.seller.JdbcCrashConfiguration;
import io.adcp.spring.verification.crash.seller.RedisCrashConfiguration;

/**
 * What keeps the sellers' records, and where a seller that uses it can be killed.
 */
enum Backend {

	/** The starter's own, with the records in the business rows' transaction. */
	JDBC(JdbcCrashConfiguration.class, "BEFORE_CLAIM", "AFTER_CLAIM", "IN_HANDLER", "AFTER_HANDLER", "BEFORE_COMMIT",
			"AFTER_COMMIT", "IN_ANSWER", "IN_REPLAY", "BEFORE_OPEN", "AFTER_OPEN", "BEFORE_NOTE", "AFTER_NOTE",
			"IN_CALL", "AFTER_CALL", "BEFORE_SETTLE", "AFTER_SUBMIT", "IN_WORK", "BEFORE_END", "AFTER_END",
			"BEFORE_SEND", "AFTER_SEND", Fate.ANYWHERE),

	/**
	 * The starter's own, with a gap between commit and record that it tells of. Tasks,
	 * calls of other systems and webhooks are not for it.
	 */
	REDIS(RedisCrashConfiguration.class, "BEFORE_CLAIM", "AFTER_CLAIM", "IN_HANDLER", "BEFORE_COMMIT", "AFTER_COMMIT",
			"AFTER_RECORD", "IN_ANSWER", "IN_REPLAY", Fate.ANYWHERE);

	private final Class<?> configuration;

	@SuppressWarnings("ImmutableEnumChecker")
	private final List<String> sellerPlaces;

	Backend(Class<?> configuration, String... sellerPlaces) {
		this.configuration = configuration;
		this.sellerPlaces = List.of(sellerPlaces);
	}

	/** What adds its places to a seller. */
	Class<?> configuration() {
		return this.configuration;
	}

	List<String> sellerPlaces() {
		return this.sellerPlaces;
	}

	/** Whether PostgreSQL has the records as well as the business rows. */
	boolean isInDatabase() {
		return this == JDBC;
	}

}
