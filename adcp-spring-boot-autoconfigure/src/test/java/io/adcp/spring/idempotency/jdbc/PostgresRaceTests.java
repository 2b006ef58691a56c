package io.adcp.spring.idempotency.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotencySettings;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.idempotency.RecordId;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.UnitOfWork;
import io.adcp.spring.idempotency.aop.TransactionalUnitOfWork;
import io.adcp.spring.testing.PostgresServer;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two payloads race for one key, again and again: nobody who sends the winner's payload
 * may be told of a conflict, also in the instant in which the winner commits.
 */
class PostgresRaceTests {

	private static final int KEYS = 100;

	private static final int AT_ONCE = 24;

	private static final IdempotencySettings REJECT = new IdempotencySettings(
			new Retention(Duration.ofHours(1), Retention.DEFAULT_SKEW, Duration.ofDays(1)), InFlightPolicy.REJECT,
			Duration.ofSeconds(1), Duration.ofMinutes(1));

	@Test
	void theWinnersPayloadIsNeverAConflict() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
		try (HikariDataSource dataSource = PostgresServer.newDatabase(AT_ONCE)) {
			JdbcFixture database = JdbcFixture.create(dataSource, "postgresql", "");
			UnitOfWork transaction = new TransactionalUnitOfWork(() -> new JdbcTransactionManager(dataSource));
			for (int i = 0; i < KEYS; i++) {
				race(() -> new IdempotencyStore(database.backend(), transaction, REJECT, InsertLimiter.NONE, List.of()),
						threads, IdempotencyKey.generate());
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void whereASnapshotHidesTheRecordTheWinnersPayloadIsInFlightWhileAnotherIsLookedUp() throws Exception {
		ExecutorService threads = Executors.newSingleThreadExecutor();
		try (HikariDataSource dataSource = PostgresServer.newDatabase(AT_ONCE)) {
			JdbcFixture database = JdbcFixture.create(dataSource, "postgresql", "");
			String key = IdempotencyKey.generate();
			CountDownLatch snapshotTaken = new CountDownLatch(1);
			CountDownLatch lookedUp = new CountDownLatch(1);
			Future<Optional<IdempotencyRecord>> late = threads
				.submit(() -> transaction(dataSource, TransactionDefinition.ISOLATION_REPEATABLE_READ).execute((tx) -> {
					database.jdbc().queryForList("SELECT id FROM adcp_idempotency");
					snapshotTaken.countDown();
					await(lookedUp);
					return database.backend().claim(claim(request(key, 0)));
				}));
			await(snapshotTaken);
			TransactionTemplate another = transaction(dataSource, TransactionDefinition.ISOLATION_DEFAULT);
			another.executeWithoutResult((tx) -> store(database, claim(request(key, 0))));
			another.executeWithoutResult((tx) -> {
				assertThat(database.backend().claim(claim(request(key, 1)))).isPresent();
				lookedUp.countDown();
				assertThatExceptionOfType(IdempotencyInFlightException.class)
					.isThrownBy(() -> late.get().orElseThrow().replay(Duration.ZERO));
			});
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static TransactionTemplate transaction(DataSource dataSource, int isolation) {
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		transaction.setIsolationLevel(isolation);
		return transaction;
	}

	private static void store(JdbcFixture database, Claim claim) {
		assertThat(database.backend().claim(claim)).isEmpty();
		database.backend().complete(claim, "{}", REJECT.retention());
	}

	private static Claim claim(IdempotencyRequest request) {
		return new Claim(RecordId.of(request.scope(), request.key()), request.task(), request.payload(),
				UUID.randomUUID(), REJECT.inFlightMax());
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void race(Supplier<IdempotencyStore> nodes, ExecutorService threads, String key) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		List<Future<String>> calls = new ArrayList<>();
		for (int i = 0; i < AT_ONCE; i++) {
			int payload = i % 2;
			calls.add(threads.submit(() -> {
				start.await();
				return payload + call(nodes.get(), request(key, payload));
			}));
		}
		start.countDown();
		List<String> answers = new ArrayList<>();
		for (Future<String> call : calls) {
			answers.add(call.get());
		}
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

	private static IdempotencyRequest request(String key, int payload) {
		byte[] hash = new byte[32];
		hash[0] = (byte) payload;
		return new IdempotencyRequest(new IdempotencyScope("agent", null, null), key, "create_media_buy",
				PayloadHash.of(hash));
	}

}
