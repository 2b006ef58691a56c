package io.adcp.spring.idempotency.jdbc;

import java.time.Duration;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.UnitOfWork;
import io.adcp.spring.idempotency.contract.IdempotencyBackendContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on PostgreSQL.
 */
class PostgresIdempotencyBackendTests extends IdempotencyBackendContract {

	private static JdbcFixture database;

	@BeforeAll
	static void open() {
		database = JdbcFixture.postgres(10);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@Override
	protected IdempotencyBackend backend() {
		return database.backend();
	}

	@Override
	protected UnitOfWork unitOfWork() {
		return database.unitOfWork();
	}

	@Override
	protected void advance(Duration duration) {
		database.advance(duration);
	}

}
