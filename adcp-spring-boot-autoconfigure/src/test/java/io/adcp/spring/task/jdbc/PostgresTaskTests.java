package io.adcp.spring.task.jdbc;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.LedgerScript;
import io.adcp.spring.testing.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on PostgreSQL.
 */
class PostgresTaskTests extends TaskContract {

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
