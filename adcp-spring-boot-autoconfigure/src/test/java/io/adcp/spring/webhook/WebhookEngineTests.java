package io.adcp.spring.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.task.TaskState;
import io.adcp.spring.webhook.jdbc.JdbcWebhooks;
import io.adcp.spring.work.WorkHandler;
import io.adcp.spring.work.jdbc.JdbcWorkQueue;
import io.adcp.spring.work.jdbc.WorkEngine;
import io.adcp.spring.work.jdbc.WorkSettings;
import io.adcp.spring.work.jdbc.WorkTable;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Webhooks by the real queue, on two nodes.
 */
class WebhookEngineTests {

	private static final int TASKS = 50;

	private static final LedgerTable TABLE = new LedgerTable(null, LedgerTable.DEFAULT_NAME);

	private final WebhookSettings settings = new WebhookSettings(false, true, Duration.ofHours(24), Duration.ofDays(7));

	@Test
	void eachIsSentOnceInOrderByWhicheverNode() {
		try (HikariDataSource database = WebhookDatabases.postgres(); WebhookTarget receiver = new WebhookTarget()) {
			JdbcWebhooks store = new JdbcWebhooks(database, TABLE);
			ResponseCipher cipher = new ResponseCipher(List.of(), false);
			AtomicReference<WorkEngine> first = new AtomicReference<>(engine(database, store, cipher));
			WorkEngine second = engine(database, store, cipher);
			TaskWebhooks webhooks = new TaskWebhooks(this.settings, Tasks.KEYS, store, cipher,
					new JdbcWorkQueue(database, new WorkTable(database, TABLE), first.get()), Clock.systemUTC());
			first.get().start();
			second.start();
			receiver.answers(500, 503);
			TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
			for (int i = 0; i < TASKS; i++) {
				String id = UUID.randomUUID().toString();
				for (TaskState state : List.of(TaskState.INPUT_REQUIRED, TaskState.COMPLETED)) {
					transaction.executeWithoutResult(
							(status) -> webhooks.changed(Tasks.task(id, state, Tasks.config(receiver.url()))));
				}
			}
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(new JdbcTemplate(database).queryForObject(
						"SELECT COUNT(*) FROM adcp_idempotency_webhook WHERE state = 'delivered'", Integer.class))
					.isEqualTo(2 * TASKS));
			first.get().stop();
			second.stop();
			assertThat(receiver.received()).hasSize(2 * TASKS + 2);
		}
	}

	@Test
	void aReceiverThatNeverAnswersDoesNotHoldUpTheWorkOfTasks() throws Exception {
		CountDownLatch closing = new CountDownLatch(1);
		CountDownLatch worked = new CountDownLatch(1);
		try (HikariDataSource database = WebhookDatabases.postgres(); WebhookTarget receiver = new WebhookTarget()) {
			CountDownLatch asked = new CountDownLatch(2);
			receiver.answersAlways((exchange) -> {
				asked.countDown();
				uninterruptibly(closing);
			});
			JdbcWebhooks store = new JdbcWebhooks(database, TABLE);
			ResponseCipher cipher = new ResponseCipher(List.of(), false);
			WorkEngine engine = engine(database, store, cipher, new Countdown(worked));
			JdbcWorkQueue queue = new JdbcWorkQueue(database, new WorkTable(database, TABLE), engine);
			TaskWebhooks webhooks = new TaskWebhooks(this.settings, Tasks.KEYS, store, cipher, queue,
					Clock.systemUTC());
			engine.start();
			TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
			for (int i = 0; i < 20; i++) {
				transaction.executeWithoutResult((status) -> webhooks.changed(
						Tasks.task(UUID.randomUUID().toString(), TaskState.COMPLETED, Tasks.config(receiver.url()))));
			}
			asked.await();
			transaction.executeWithoutResult((status) -> queue.schedule("countdown", "a", Duration.ZERO));
			assertThat(worked.await(8, TimeUnit.SECONDS)).as("before a receiver is given up, after 10 s").isTrue();
			closing.countDown();
			engine.stop();
		}
		finally {
			closing.countDown();
		}
	}

	private static void uninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private WorkEngine engine(HikariDataSource database, JdbcWebhooks store, ResponseCipher cipher,
			WorkHandler... others) {
		WorkSettings work = new WorkSettings(4, Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(1),
				Duration.ofMinutes(1), Clock.systemUTC());
		return new WorkEngine(database, new WorkTable(database, TABLE), work,
				() -> Stream.concat(Stream.of(new WebhookDelivery(this.settings, Tasks.KEYS, store, cipher,
						Clock.systemUTC(), ObservationRegistry.NOOP)), Stream.of(others))
					.toList());
	}

	/**
	 * Work that is done at once.
	 */
	private record Countdown(CountDownLatch done) implements WorkHandler {

		@Override
		public String kind() {
			return "countdown";
		}

		@Override
		public @Nullable Duration run(String id) {
			this.done.countDown();
			return null;
		}

	}

}
