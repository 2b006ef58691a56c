package io.adcp.spring.idempotency.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.contract.Calls;
import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.idempotency.contract.Requests;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static io.adcp.spring.idempotency.contract.Requests.withPayload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two payloads race for one key, again and again: nobody who sends the winner's payload
 * may be told of a conflict, also in the instant in which the winner commits.
 */
class PostgresRaceTests {

	private static final int KEYS = 100;

	private static final int AT_ONCE = 24;

	@Test
	void theWinnersPayloadIsNeverAConflict() throws Exception {
		try (JdbcFixture database = JdbcFixture.postgres(AT_ONCE); Calls calls = new Calls()) {
			for (int i = 0; i < KEYS; i++) {
				race(() -> Engines.rejecting(database.backend(), database.unitOfWork()), calls);
			}
		}
	}

	@Test
	void whereASnapshotHidesTheRecordTheWinnersPayloadIsInFlightWhileAnotherIsLookedUp() throws Exception {
		IdempotencyRequest request = Requests.request();
		try (JdbcFixture database = JdbcFixture.postgres(AT_ONCE); Calls calls = new Calls()) {
			CountDownLatch snapshotTaken = new CountDownLatch(1);
			CountDownLatch lookedUp = new CountDownLatch(1);
			TransactionTemplate snapshot = transaction(database, TransactionDefinition.ISOLATION_REPEATABLE_READ);
			Future<Optional<IdempotencyRecord>> late = calls.start(() -> snapshot.execute((tx) -> {
				database.jdbc().queryForList("SELECT id FROM adcp_idempotency");
				snapshotTaken.countDown();
				await(lookedUp);
				return database.backend().claim(claim(request));
			}));
			await(snapshotTaken);
			TransactionTemplate another = transaction(database, TransactionDefinition.ISOLATION_DEFAULT);
			another.executeWithoutResult((tx) -> store(database, claim(request)));
			another.executeWithoutResult((tx) -> {
				assertThat(database.backend().claim(claim(withPayload(request, 2)))).isPresent();
				lookedUp.countDown();
				assertThatExceptionOfType(IdempotencyInFlightException.class)
					.isThrownBy(() -> late.get().orElseThrow().replay(Duration.ZERO));
			});
		}
	}

	private static TransactionTemplate transaction(JdbcFixture database, int isolation) {
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
		transaction.setIsolationLevel(isolation);
		return transaction;
	}

	private static void store(JdbcFixture database, Claim claim) {
		assertThat(database.backend().claim(claim)).isEmpty();
		database.backend().complete(claim, "{}", Engines.RETENTION);
	}

	private static Claim claim(IdempotencyRequest request) {
		return Requests.claim(request, Duration.ofMinutes(1));
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void race(Supplier<IdempotencyStore> nodes, Calls calls) throws Exception {
		IdempotencyRequest request = Requests.request();
		AtomicInteger callers = new AtomicInteger();
		List<String> answers = Calls.results(calls.together(AT_ONCE, () -> {
			int payload = callers.incrementAndGet() % 2;
			return payload + call(nodes.get(), withPayload(request, payload));
		}));
		List<String> executed = answers.stream().filter((answer) -> answer.endsWith(" executed")).toList();
		assertThat(executed).hasSize(1);
		assertThat(answers).doesNotContain(executed.get(0).charAt(0) + " conflict");
	}

	private static String call(IdempotencyStore store, IdempotencyRequest request) throws Exception {
		try {
			return store.execute(request, () -> "{}").replayed() ? " replayed" : " executed";
		}
		catch (IdempotencyConflictException ex) {
			return " conflict";
		}
		catch (IdempotencyInFlightException ex) {
			return " in flight";
		}
	}

}
