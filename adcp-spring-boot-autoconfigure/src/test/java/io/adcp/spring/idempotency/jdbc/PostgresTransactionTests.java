package io.adcp.spring.idempotency.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.contract.Requests;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Transactions that do not go straight to their end, on PostgreSQL.
 */
class PostgresTransactionTests extends TransactionCases {

	@AutoClose
	private static final JdbcFixture database = JdbcFixture.postgres(4);

	@Override
	JdbcFixture database() {
		return database;
	}

	@Test
	void aDeferredConstraintThatFailsAtCommitFreesTheKey() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		seller().jdbc().execute("""
				ALTER TABLE buys ADD COLUMN replaces int REFERENCES buys DEFERRABLE INITIALLY DEFERRED""");
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> seller().buy(request, (jdbc) -> jdbc.update("INSERT INTO buys VALUES (100, 99)")));
		assertFree(request);
	}

	@Test
	void aHandlerThatSwallowsAnSqlErrorFailsAndFreesTheKey() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> seller().buy(request, TransactionCases::swallowDuplicate));
		assertFree(request);
	}

	@Test
	void aRecordThatAppearsWhileTheHandlerRunsIsReplayedAndTheHandlersRowsAreUndone() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		IdempotentResponse response = seller().buy(request, (jdbc) -> start(() -> storeBehindItsBack(request)).get());
		assertThat(response).isEqualTo(new IdempotentResponse("{\"other\":true}", true));
		assertState(0, 1);
	}

	@Test
	void aStaleSnapshotOfALargerTransactionIsTransientAndChangesNothing() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertUnavailable(() -> repeatableRead().executeWithoutResult((status) -> {
			assertThat(seller().rows()).isZero();
			unchecked(() -> start(() -> seller().buy(request, Buys.Work.NOTHING)).get());
			unchecked(() -> seller().buy(request, Buys.Work.NOTHING));
		}));
		assertState(1, 1);
		assertThat(seller().buy(request, Buys.Work.NOTHING).replayed()).isTrue();
	}

	@Test
	void aSerializationFailureInAStatementIsTransientAndFreesTheKey() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertUnavailable(() -> seller().call(request, (buys) -> buys.buySerializable((jdbc) -> {
			seller().rows();
			start(this::writeSkew).get();
		})));
		assertFreeBesides(request, 1);
	}

	@Test
	void aSerializationFailureAtCommitIsTransientAndFreesTheKey() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertUnavailable(() -> seller().call(request, (buys) -> buys.buySerializable((jdbc) -> {
			seller().rows();
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void beforeCommit(boolean readOnly) {
					unchecked(() -> start(PostgresTransactionTests.this::writeSkew).get());
				}
			});
		})));
		assertFreeBesides(request, 1);
	}

	@Test
	void theKeyOfAKilledConnectionIsFree() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThatException().isThrownBy(() -> seller().buy(request, (jdbc) -> {
			Integer pid = jdbc.queryForObject("SELECT pg_backend_pid()", Integer.class);
			start(() -> seller().jdbc().queryForList("SELECT pg_terminate_backend(?, 10000)", pid)).get();
		}));
		assertFree(request);
	}

	@Test
	void anOwnerThatTakesTooLongIsEndedByTheDatabase() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		try (ProxiedSeller impatient = seller(InFlightPolicy.WAIT, Duration.ofMillis(200))) {
			assertThatException()
				.isThrownBy(() -> impatient.buy(request, (jdbc) -> jdbc.queryForList("SELECT pg_sleep(60)")));
		}
		assertFree(request);
	}

	@Test
	void aLargerTransactionKeepsItsOwnTimeoutsWhetherTheCallIsExecutedOrReplayed() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		try (ProxiedSeller impatient = seller(InFlightPolicy.WAIT, Duration.ofMillis(200))) {
			for (boolean replayed : new boolean[] { false, true }) {
				impatient.transaction().executeWithoutResult((status) -> {
					assertThat(unchecked(() -> impatient.buy(request, Buys.Work.NOTHING)).replayed())
						.isEqualTo(replayed);
					assertThat(timeouts()).containsOnly("0");
					seller().jdbc().queryForList("SELECT pg_sleep(0.5)");
				});
			}
		}
		assertState(1, 1);
	}

	@Test
	void aTimeoutOfTheSessionsOwnStays() throws Exception {
		seller().transaction().executeWithoutResult((status) -> {
			seller().jdbc().queryForList("SELECT set_config('transaction_timeout', '60000', true)");
			unchecked(() -> seller().buy(ProxiedSeller.request(), Buys.Work.NOTHING));
			assertThat(timeouts()).contains("1min");
		});
	}

	@Test
	void anOwnersTimeoutEndsWithItsTransaction() throws Exception {
		seller().buy(ProxiedSeller.request(), (jdbc) -> assertThat(timeouts()).contains("5min"));
		seller().transaction().executeWithoutResult((status) -> assertThat(timeouts()).containsOnly("0"));
	}

	private List<String> timeouts() {
		return Stream.of("transaction_timeout", "idle_in_transaction_session_timeout")
			.map((name) -> seller().jdbc().queryForObject("SELECT current_setting(?)", String.class, name))
			.toList();
	}

	private Object storeBehindItsBack(IdempotencyRequest request) throws Exception {
		Claim claim = Requests.claim(request, Duration.ofMinutes(1));
		return database.unitOfWork().run(() -> {
			database.backend().complete(claim, "{\"other\":true}", ProxiedSeller.RETENTION);
			return claim;
		});
	}

	// Reads what the handler has written without seeing it, and writes what it has read.
	private Integer writeSkew() {
		TransactionTemplate serializable = seller().transaction();
		serializable.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
		return serializable.execute((status) -> {
			seller().rows();
			return seller().jdbc().update("INSERT INTO buys (number) VALUES (100)");
		});
	}

	private void assertFreeBesides(IdempotencyRequest request, int otherRows) throws Exception {
		assertState(otherRows, 0);
		seller().jdbc().update("DELETE FROM buys");
		assertFree(request);
	}

}
