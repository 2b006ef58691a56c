package io.adcp.spring.idempotency.jdbc;

import org.junit.jupiter.api.AutoClose;

/**
 * The contract on PostgreSQL.
 */
class PostgresIdempotencyBackendTests extends JdbcBackendContract {

	@AutoClose
	private static final JdbcFixture database = JdbcFixture.postgres(10);

	@Override
	JdbcFixture database() {
		return database;
	}

}
