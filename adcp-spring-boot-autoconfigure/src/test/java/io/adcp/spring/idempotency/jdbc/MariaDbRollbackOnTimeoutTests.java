package io.adcp.spring.idempotency.jdbc;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.testing.MariaDbServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.UnexpectedRollbackException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * All the cases on a MariaDB that undoes a whole transaction when one of its statements
 * runs into a lock ({@code innodb_rollback_on_timeout}).
 */
class MariaDbRollbackOnTimeoutTests extends ClaimRowCases {

	@AutoClose
	private static final JdbcFixture database = JdbcFixture
		.mariaDb(MariaDbServer.newServer(4, "--innodb-rollback-on-timeout=ON"));

	@Override
	JdbcFixture database() {
		return database;
	}

	@Override
	String name() {
		return "MariaDB";
	}

	// The server has undone what the larger transaction did before. A call that runs in
	// the
	// same process is known without the server.
	@Test
	void aCallOfAnotherNodeThatIsRefusedInALargerTransactionLeavesNothingOfItToCommit() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		try (ProxiedSeller node = seller(InFlightPolicy.WAIT, ProxiedSeller.IN_FLIGHT_MAX)) {
			whileInFlight(request, () -> assertThatExceptionOfType(UnexpectedRollbackException.class)
				.isThrownBy(() -> node.transaction().executeWithoutResult((status) -> {
					node.jdbc().update("INSERT INTO buys (number) VALUES (100)");
					assertUnavailable(() -> node.buy(request, Buys.Work.NOTHING));
					node.jdbc().update("INSERT INTO buys (number) VALUES (101)");
				})));
		}
		assertState(1, 1);
	}

	@Test
	void aHandlerThatSwallowsATimeoutIsTransientAndFreesTheKey() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		seller().transaction().executeWithoutResult((status) -> {
			seller().jdbc().update("INSERT INTO buys (number) VALUES (100)");
			assertUnavailable(() -> unwrapped(start(() -> seller().buy(request, this::swallowTimeout))));
			status.setRollbackOnly();
		});
		assertFree(request);
	}

	private static void unwrapped(Future<?> call) throws Exception {
		try {
			call.get();
		}
		catch (ExecutionException ex) {
			throw (Exception) ex.getCause();
		}
	}

	private void swallowTimeout(JdbcTemplate jdbc) {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> jdbc
			.update("SET STATEMENT innodb_lock_wait_timeout=0 FOR INSERT INTO buys (number) VALUES (100)"));
	}

}
