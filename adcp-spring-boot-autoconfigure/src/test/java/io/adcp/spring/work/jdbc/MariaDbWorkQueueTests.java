package io.adcp.spring.work.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.MariaDbServer;
import org.junit.jupiter.api.AutoClose;

/**
 * Due work on MariaDB.
 */
class MariaDbWorkQueueTests extends WorkQueueContract {

	@AutoClose
	private static final HikariDataSource pool = MariaDbServer.newDatabase(20);

	private static final WorkFixture database = new WorkFixture(pool, "mariadb");

	@Override
	WorkFixture database() {
		return database;
	}

}
