package io.adcp.spring.task.jdbc;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.LedgerScript;
import io.adcp.spring.testing.MariaDbServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on MariaDB.
 */
class MariaDbTaskTests extends TaskContract {

	@AutoClose
	private static final HikariDataSource database = MariaDbServer.newDatabase(5);

	@BeforeAll
	static void createTables() {
		LedgerScript.run(database, "mariadb");
	}

	@Override
	DataSource database() {
		return database;
	}

}
