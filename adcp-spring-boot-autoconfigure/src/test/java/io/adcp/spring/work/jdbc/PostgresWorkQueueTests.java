package io.adcp.spring.work.jdbc;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.LedgerScript;
import io.adcp.spring.testing.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on PostgreSQL.
 */
class PostgresWorkQueueTests extends WorkQueueContract {

	@AutoClose
	private static final HikariDataSource database = PostgresServer.newDatabase(5);

	@BeforeAll
	static void createTables() {
		LedgerScript.run(database, "postgresql");
	}

	@Override
	DataSource database() {
		return database;
	}

}
