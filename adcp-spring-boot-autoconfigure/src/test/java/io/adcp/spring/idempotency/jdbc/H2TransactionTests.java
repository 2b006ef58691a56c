package io.adcp.spring.idempotency.jdbc;

import io.adcp.spring.idempotency.IdempotencyRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Transactions that do not go straight to their end, on H2.
 */
class H2TransactionTests extends ClaimRowCases {

	private static JdbcFixture database;

	@BeforeAll
	static void open() {
		database = JdbcFixture.h2(2);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@Override
	JdbcFixture database() {
		return database;
	}

	@Override
	String name() {
		return "H2";
	}

}
