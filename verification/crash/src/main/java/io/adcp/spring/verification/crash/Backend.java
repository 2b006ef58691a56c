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
			"AFTER_COMMIT", "IN_ANSWER", "IN_REPLAY", Fate.ANYWHERE),

	/** The starter's own, with a gap between commit and record that it tells of. */
	REDIS(RedisCrashConfiguration.class, "BEFORE_CLAIM", "AFTER_CLAIM", "IN_HANDLER", "BEFORE_COMMIT", "AFTER_COMMIT",
			"AFTER_RECORD", "IN_ANSWER", "IN_REPLAY", Fate.ANYWHERE),

	/** A test double with such a gap that nobody tells of: it has to be found out. */
	BROKEN(JdbcCrashConfiguration.class, "AFTER_COMMIT");

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
		return this != REDIS;
	}

}
