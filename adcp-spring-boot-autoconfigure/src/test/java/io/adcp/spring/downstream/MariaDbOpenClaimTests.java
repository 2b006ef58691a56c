package io.adcp.spring.downstream;

import io.adcp.spring.idempotency.jdbc.JdbcFixture;
import org.junit.jupiter.api.AutoClose;

/**
 * {@link OpenClaimContract} on this database.
 */
class MariaDbOpenClaimTests extends OpenClaimContract {

	@AutoClose
	private static final JdbcFixture database = JdbcFixture.mariaDb(10);

	@Override
	JdbcFixture database() {
		return database;
	}

}
