package io.adcp.spring.idempotency.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on MariaDB.
 */
class MariaDbIdempotencyBackendTests extends JdbcBackendContract {

	private static JdbcFixture database;

	@BeforeAll
	static void open() {
		database = JdbcFixture.mariaDb(10);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@Override
	JdbcFixture database() {
		return database;
	}

	@Override
	protected boolean knowsPayloadsInFlight() {
		return false;
	}

}
