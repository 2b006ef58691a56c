package io.adcp.spring.webhook;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AutoClose;

import javax.sql.DataSource;

/**
 * The contract on MariaDB.
 */
class MariaDbWebhookTests extends WebhookContract {

	@AutoClose
	private static final HikariDataSource database = WebhookDatabases.mariaDb();

	@Override
	DataSource dataSource() {
		return database;
	}

}
