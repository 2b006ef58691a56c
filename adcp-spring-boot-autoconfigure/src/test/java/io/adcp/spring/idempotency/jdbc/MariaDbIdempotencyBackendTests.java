package io.adcp.spring.idempotency.jdbc;

import org.junit.jupiter.api.AutoClose;

/**
 * The contract on MariaDB.
 */
class MariaDbIdempotencyBackendTests extends JdbcBackendContract {

	@AutoClose
	private static final JdbcFixture database = JdbcFixture.mariaDb(10);

	@Override
	JdbcFixture database() {
		return database;
	}

	@Override
	protected boolean knowsPayloadsInFlight() {
		return false;
	}

}
