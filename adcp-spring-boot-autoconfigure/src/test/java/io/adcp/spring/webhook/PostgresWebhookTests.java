package io.adcp.spring.webhook;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AutoClose;

import javax.sql.DataSource;

/**
 * The contract on PostgreSQL.
 */
class PostgresWebhookTests extends WebhookContract {

	@AutoClose
	private static final HikariDataSource database = WebhookDatabases.postgres();

	@Override
	DataSource dataSource() {
		return database;
	}

}
