package io.adcp.spring.task.jdbc;

import javax.sql.DataSource;

import io.adcp.spring.testing.LedgerScript;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on H2.
 */
class H2TaskTests extends TaskContract {

	private static final JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:task;DB_CLOSE_DELAY=-1",
			"sa", "");

	@BeforeAll
	static void createTables() {
		LedgerScript.run(database, "h2");
	}

	@Override
	DataSource database() {
		return database;
	}

}
