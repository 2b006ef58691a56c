package io.adcp.spring.webhook;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.LedgerScript;
import io.adcp.spring.testing.MariaDbServer;
import io.adcp.spring.testing.PostgresServer;

/**
 * Databases with the ledger's tables.
 */
final class WebhookDatabases {

	private WebhookDatabases() {
	}

	static HikariDataSource h2() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl("jdbc:h2:mem:webhooks-" + System.nanoTime());
		pool.setUsername("sa");
		return withTables(pool, "h2");
	}

	static HikariDataSource postgres() {
		return withTables(PostgresServer.newDatabase(5), "postgresql");
	}

	static HikariDataSource mariaDb() {
		return withTables(MariaDbServer.newDatabase(5), "mariadb");
	}

	private static HikariDataSource withTables(HikariDataSource pool, String vendor) {
		LedgerScript.run(pool, vendor);
		return pool;
	}

}
