package io.adcp.spring.webhook;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AutoClose;

import javax.sql.DataSource;

/**
 * The contract on H2.
 */
class H2WebhookTests extends WebhookContract {

	@AutoClose
	private static final HikariDataSource database = WebhookDatabases.h2();

	@Override
	DataSource dataSource() {
		return database;
	}

}
