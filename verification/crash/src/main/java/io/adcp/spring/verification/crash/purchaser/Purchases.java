package io.adcp.spring.verification.crash.purchaser;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The buyer's own rows. Nothing in the tables keeps an end from being written twice: a
 * judge has to see it.
 */
class Purchases {

	private static final String TABLES = """
			CREATE TABLE IF NOT EXISTS purchase (
				call_id VARCHAR(36) PRIMARY KEY,
				number INTEGER NOT NULL UNIQUE,
				campaign VARCHAR(100) NOT NULL
			);
			CREATE TABLE IF NOT EXISTS purchase_end (
				call_id VARCHAR(36) NOT NULL,
				status VARCHAR(20) NOT NULL,
				media_buy_id VARCHAR(100),
				told_by VARCHAR(20) NOT NULL
			)
			""";

	private static final String OPEN = "SELECT COUNT(*) FROM purchase p WHERE NOT EXISTS "
			+ "(SELECT 1 FROM purchase_end e WHERE e.call_id = p.call_id)";

	private final JdbcClient jdbc;

	Purchases(JdbcClient jdbc) {
		this.jdbc = jdbc;
		jdbc.sql(TABLES).update();
	}

	/** The number of the next purchase. */
	int next() {
		return this.jdbc.sql("SELECT COALESCE(MAX(number), -1) + 1 FROM purchase").query(Integer.class).single();
	}

	/** How many have no end yet. */
	int open() {
		return this.jdbc.sql(OPEN).query(Integer.class).single();
	}

	void decided(String callId, int number, String campaign) {
		this.jdbc.sql("INSERT INTO purchase (call_id, number, campaign) VALUES (?, ?, ?)")
			.params(callId, number, campaign)
			.update();
	}

	void ended(String callId, String status, @Nullable String mediaBuyId, String toldBy) {
		this.jdbc.sql("INSERT INTO purchase_end (call_id, status, media_buy_id, told_by) VALUES (?, ?, ?, ?)")
			.param(callId)
			.param(status)
			.param(mediaBuyId)
			.param(toldBy)
			.update();
	}

}
