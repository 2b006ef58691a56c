package io.adcp.spring.idempotency.jdbc;

import org.junit.jupiter.api.AutoClose;

/**
 * The contract on H2.
 */
class H2IdempotencyBackendTests extends JdbcBackendContract {

	@AutoClose
	private static final JdbcFixture database = JdbcFixture.h2(10);

	@Override
	JdbcFixture database() {
		return database;
	}

	@Override
	protected boolean knowsPayloadsInFlight() {
		return false;
	}

}
