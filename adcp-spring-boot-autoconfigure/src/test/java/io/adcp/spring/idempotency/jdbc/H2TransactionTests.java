package io.adcp.spring.idempotency.jdbc;

import org.junit.jupiter.api.AutoClose;

/**
 * Transactions that do not go straight to their end, on H2.
 */
class H2TransactionTests extends ClaimRowCases {

	@AutoClose
	private static final JdbcFixture database = JdbcFixture.h2(2);

	@Override
	JdbcFixture database() {
		return database;
	}

	@Override
	String name() {
		return "H2";
	}

}
