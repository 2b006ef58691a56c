package io.adcp.spring.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.task.TaskState;
import io.adcp.spring.webhook.jdbc.JdbcWebhooks;
import io.adcp.spring.work.jdbc.JdbcWorkQueue;
import io.adcp.spring.work.jdbc.WorkEngine;
import io.adcp.spring.work.jdbc.WorkSettings;
import io.adcp.spring.work.jdbc.WorkTable;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
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

	private WorkEngine engine(HikariDataSource database, JdbcWebhooks store, ResponseCipher cipher) {
		WorkSettings work = new WorkSettings(4, Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(1),
				Duration.ofMinutes(1), Clock.systemUTC());
		return new WorkEngine(database, new WorkTable(database, TABLE), work,
				() -> List.of(new WebhookDelivery(this.settings, Tasks.KEYS, store, cipher, Clock.systemUTC(),
						ObservationRegistry.NOOP)));
	}

}
