package io.adcp.spring.idempotency.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on PostgreSQL.
 */
class PostgresIdempotencyBackendTests extends JdbcBackendContract {

	private static JdbcFixture database;

	@BeforeAll
	static void open() {
		database = JdbcFixture.postgres(10);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@Override
	JdbcFixture database() {
		return database;
	}

}
