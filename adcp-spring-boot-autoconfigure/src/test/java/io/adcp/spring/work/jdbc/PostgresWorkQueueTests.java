package io.adcp.spring.work.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.PostgresServer;
import org.junit.jupiter.api.AutoClose;

/**
 * Due work on PostgreSQL.
 */
class PostgresWorkQueueTests extends WorkQueueContract {

	@AutoClose
	private static final HikariDataSource pool = PostgresServer.newDatabase(20);

	private static final WorkFixture database = new WorkFixture(pool, "postgresql");

	@Override
	WorkFixture database() {
		return database;
	}

}
