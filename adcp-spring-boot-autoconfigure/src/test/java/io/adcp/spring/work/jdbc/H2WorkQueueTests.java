package io.adcp.spring.work.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AutoClose;

/**
 * Due work on H2.
 */
class H2WorkQueueTests extends WorkQueueContract {

	@AutoClose
	private static final HikariDataSource pool = pool();

	private static final WorkFixture database = new WorkFixture(pool, "h2");

	@Override
	WorkFixture database() {
		return database;
	}

	private static HikariDataSource pool() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl("jdbc:h2:mem:work;DB_CLOSE_DELAY=-1");
		return pool;
	}

}
