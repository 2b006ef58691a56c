package io.adcp.spring.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Filter;
import java.util.logging.Logger;

import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.idempotency.encryption.EncryptionKey;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.task.TaskRecord;
import io.adcp.spring.task.TaskState;
import io.adcp.spring.testing.AdjustableClock;
import io.adcp.spring.webhook.WebhookTarget.Received;
import io.adcp.spring.webhook.jdbc.JdbcWebhooks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is promised of webhooks, on every database (AdCP 3.2, webhooks).
 */
abstract class WebhookContract {

	private static final Duration HORIZON = Duration.ofHours(24);

	private static final Duration RETENTION = Duration.ofDays(7);

	private static final EncryptionKey OLD = key("old", 1);

	private static final EncryptionKey NEW = key("new", 2);

	private final WebhookTarget receiver = new WebhookTarget();

	private final AdjustableClock clock = new AdjustableClock();

	private final SteppedQueue queue = new SteppedQueue(this.clock);

	private final WebhookSettings settings = new WebhookSettings(true, true, HORIZON, RETENTION);

	private final String taskId = UUID.randomUUID().toString();

	private ResponseCipher cipher = new ResponseCipher(List.of(OLD), false);

	abstract DataSource dataSource();

	@AfterEach
	void close() {
		this.receiver.close();
		jdbc().update("DELETE FROM adcp_idempotency_webhook");
	}

	@Test
	void isSentOnceAfterTheCommitThatEndsTheTask() throws Exception {
		end(TaskState.COMPLETED);
		assertThat(this.receiver.received()).isEmpty();
		run();
		run();
		assertThat(this.receiver.received()).hasSize(1);
		assertThat(state()).isEqualTo("delivered");
	}

	@Test
	void isNeverSentForATransactionThatIsRolledBack() throws Exception {
		transaction().executeWithoutResult((status) -> {
			webhooks().changed(task(TaskState.COMPLETED));
			status.setRollbackOnly();
		});
		run();
		assertThat(this.receiver.received()).isEmpty();
		assertThat(this.queue.due()).isEmpty();
		assertThat(count()).isZero();
	}

	@Test
	void isRefusedWhereItCannotBeKept() {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> webhooks()
			.submitted(Tasks.task(this.taskId, TaskState.SUBMITTED, Map.of("url", this.receiver.url()))));
		webhooks().submitted(task(TaskState.SUBMITTED));
		webhooks().submitted(Tasks.task(this.taskId, TaskState.SUBMITTED, null, null));
		assertThat(count()).isZero();
	}

	@Test
	void isMadeDueInATransactionOnly() {
		assertThatIllegalStateException().isThrownBy(() -> webhooks().changed(task(TaskState.COMPLETED)));
		assertThat(count()).isZero();
	}

	@Test
	void tellsOfTheTaskInAdcpsEnvelope() throws Exception {
		end(TaskState.COMPLETED);
		run();
		JsonNode body = this.receiver.received().get(0).json();
		assertThat(UUID.fromString(body.path("idempotency_key").asString()).version()).isEqualTo(4);
		assertThat(body.path("operation_id").asString()).isEqualTo("op-1");
		assertThat(body.path("task_id").asString()).isEqualTo(this.taskId);
		assertThat(body.path("task_type").asString()).isEqualTo("create_media_buy");
		assertThat(body.path("protocol").asString()).isEqualTo("media-buy");
		assertThat(body.path("status").asString()).isEqualTo("completed");
		assertThat(body.path("timestamp").asString()).isEqualTo("2026-01-01T00:00:00Z");
		assertThat(body.path("notification_id").asString()).isEqualTo(this.taskId + ".terminal");
		assertThat(this.receiver.received().get(0).text()).contains("\"context\":{\"buyer\":{\"n\":1.50}}");
		assertThat(body.path("result").toString()).isEqualTo("{\"media_buy_id\":\"mb-1\"}");
		assertThat(body.has("token")).isFalse();
	}

	@Test
	void isSignedByTheProfileOfAdcp() throws Exception {
		end(TaskState.FAILED);
		run();
		Received received = this.receiver.received().get(0);
		assertThat(received.method()).isEqualTo("POST");
		assertThat(received.header("Content-Type")).isEqualTo("application/json");
		assertThat(received.target()).isEqualTo("/hooks/op-1?a=b");
		assertThat(Tasks.verifier().verify(received.signed(), this.clock.instant())).isEqualTo("key-1");
		assertThat(received.header("X-ADCP-Signature")).isNull();
	}

	@Test
	void isSignedByHmacAloneWhereTheBuyerAskedForIt() throws Exception {
		change(Tasks.task(this.taskId, TaskState.COMPLETED, Tasks.hmacConfig(this.receiver.url())));
		run();
		Received received = this.receiver.received().get(0);
		assertThat(LegacySignature.sign(Tasks.SECRET, received.body(), this.clock.instant()))
			.containsEntry("X-ADCP-Signature", received.header("X-ADCP-Signature"))
			.containsEntry("X-ADCP-Timestamp", received.header("X-ADCP-Timestamp"));
		assertThat(received.header("Signature")).isNull();
		assertThat(received.json().path("token").asString()).isEqualTo("a token of the buyer");
	}

	@Test
	void comesAgainWithTheSameBytesAndASignatureOfItsOwn() throws Exception {
		this.receiver.answers(503, 429, 500);
		end(TaskState.COMPLETED);
		runUntilNothingIsDueWithin(Duration.ofMinutes(1));
		List<Received> received = this.receiver.received();
		assertThat(received).hasSize(4);
		Set<String> signatures = new HashSet<>();
		for (Received one : received) {
			assertThat(one.body()).isEqualTo(received.get(0).body());
			signatures.add(one.header("Signature-Input"));
		}
		assertThat(signatures).hasSize(4);
		assertThat(state()).isEqualTo("delivered");
	}

	@Test
	void isWaitedForLongerEachTime() throws Exception {
		this.receiver.answersAlways(503);
		end(TaskState.COMPLETED);
		Duration total = Duration.ZERO;
		for (int attempt = 1; attempt <= 4; attempt++) {
			run();
			Duration wait = Duration.between(this.clock.instant(), nextDue());
			assertThat(wait).isBetween(Duration.ofMillis(750L << (attempt - 1)),
					Duration.ofMillis(1250L << (attempt - 1)));
			total = total.plus(wait);
			this.queue.advance();
		}
		assertThat(total).isLessThan(Duration.ofSeconds(90));
	}

	@Test
	void isGivenUpAfterADayOfFiveHundredsAndNotBefore() throws Exception {
		this.receiver.answersAlways(500);
		end(TaskState.COMPLETED);
		Instant first = this.clock.instant();
		while (state().equals("due")) {
			this.queue.advance();
			run();
		}
		Duration tried = Duration.between(first, this.clock.instant());
		assertThat(tried).isBetween(HORIZON.minus(Duration.ofMinutes(15)), HORIZON);
		assertThat(this.receiver.received()).hasSizeBetween(115, 210);
		assertThat(state()).isEqualTo("given_up");
		assertThat(lastResult()).isEqualTo("HTTP 500");
	}

	@Test
	void countsItsHorizonFromTheFirstAttemptAlsoWhenNobodyRanForDays() throws Exception {
		this.receiver.answersAlways(500);
		end(TaskState.COMPLETED);
		this.clock.advance(HORIZON.multipliedBy(3));
		run();
		assertThat(state()).isEqualTo("due");
		this.clock.advance(HORIZON);
		run();
		assertThat(state()).isEqualTo("given_up");
		assertThat(this.receiver.received()).hasSize(1);
	}

	@Test
	void keepsTheOrderOfItsTask() throws Exception {
		this.receiver.answers(500, 500);
		end(TaskState.INPUT_REQUIRED);
		end(TaskState.COMPLETED);
		runUntilNothingIsDueWithin(Duration.ofMinutes(1));
		assertThat(this.receiver.received()).extracting((received) -> received.json().path("status").asString())
			.containsExactly("input-required", "input-required", "input-required", "completed");
	}

	@Test
	void doesNotWaitForAnotherTask() throws Exception {
		this.receiver.answers(500);
		end(TaskState.COMPLETED);
		change(Tasks.task(UUID.randomUUID().toString(), TaskState.COMPLETED, Tasks.config(this.receiver.url())));
		run();
		assertThat(this.receiver.received()).hasSize(2);
	}

	@Test
	void ofATaskThatGoesOnHaveKeysOfTheirOwn() throws Exception {
		end(TaskState.INPUT_REQUIRED);
		end(TaskState.COMPLETED);
		runUntilNothingIsDueWithin(Duration.ofMinutes(1));
		assertThat(this.receiver.received()).extracting((one) -> one.json().path("idempotency_key").asString())
			.doesNotHaveDuplicates();
		assertThat(this.receiver.received()).extracting((one) -> one.json().path("notification_id").asString())
			.doesNotHaveDuplicates();
	}

	@Test
	void isNotSentForATaskThatGoesOnNorWithoutAConfig() throws Exception {
		end(TaskState.SUBMITTED);
		change(Tasks.task(this.taskId, TaskState.COMPLETED, null, null));
		assertThat(count()).isZero();
	}

	@Test
	void stopsWhereTheReceiverDoesNotWantIt() throws Exception {
		this.receiver.answers(409);
		end(TaskState.COMPLETED);
		run();
		assertThat(state()).isEqualTo("given_up");
		assertThat(lastResult()).isEqualTo("HTTP 409");
	}

	@Test
	void isNotHeldUpByAnEarlierOneThatWasGivenUp() throws Exception {
		this.receiver.answers(409);
		end(TaskState.INPUT_REQUIRED);
		end(TaskState.COMPLETED);
		runUntilNothingIsDueWithin(Duration.ofMinutes(1));
		assertThat(this.receiver.received()).hasSize(2);
	}

	@Test
	void isEncryptedAndForgetsWhatItSentAtTheEnd() throws Exception {
		change(Tasks.task(this.taskId, TaskState.COMPLETED, Tasks.hmacConfig(this.receiver.url())));
		assertThat(content()).startsWith("adcp1:old:").doesNotContain("mb-1").doesNotContain(Tasks.SECRET);
		run();
		assertThat(content()).isNull();
	}

	@Test
	void isReadAfterItsKeyWasChanged() throws Exception {
		end(TaskState.COMPLETED);
		this.cipher = new ResponseCipher(List.of(NEW, OLD), false);
		run();
		assertThat(state()).isEqualTo("delivered");
	}

	@Test
	void waitsForAnEncryptionKeyThatIsMissing() throws Exception {
		end(TaskState.COMPLETED);
		ResponseCipher complete = this.cipher;
		this.cipher = new ResponseCipher(List.of(NEW), false);
		run();
		assertThat(lastResult()).contains("adcp.idempotency.encryption.keys");
		this.cipher = complete;
		runUntilNothingIsDueWithin(Duration.ofMinutes(1));
		assertThat(state()).isEqualTo("delivered");
	}

	@Test
	void isForgottenAfterItsRetention() throws Exception {
		end(TaskState.COMPLETED);
		run();
		this.clock.advance(RETENTION.minusMillis(1));
		run();
		assertThat(count()).isOne();
		this.clock.advance(Duration.ofMillis(1));
		run();
		assertThat(count()).isZero();
		assertThat(this.queue.due()).isEmpty();
		assertThat(this.receiver.received()).hasSize(1);
	}

	@Test
	void ofTasksThatEndAtOnceDontWaitForEachOther() throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			transaction().executeWithoutResult((status) -> {
				webhooks().changed(task(TaskState.COMPLETED));
				assertThat(thread.submit(() -> change(Tasks.task(UUID.randomUUID().toString(), TaskState.COMPLETED,
						Tasks.config(this.receiver.url())))))
					.succeedsWithin(Duration.ofSeconds(5));
			});
		}
		finally {
			thread.shutdownNow();
		}
		assertThat(count()).isEqualTo(2);
	}

	@Test
	void stayAsTheyEndedWhateverANodeThatStoodStillSays() throws Exception {
		end(TaskState.COMPLETED);
		String id = this.queue.due().keySet().iterator().next();
		run();
		store().noteAttempt(id, this.clock.instant());
		store().noteFailure(id, "HTTP 500");
		store().end(id, WebhookState.GIVEN_UP, "HTTP 500", this.clock.instant());
		assertThat(store().find(id)).isEqualTo(new WebhookRow(id, this.taskId, WebhookState.DELIVERED, null, 1,
				this.clock.instant(), this.clock.instant(), null));
		assertThat(lastResult()).isEqualTo("HTTP 204");
	}

	@Test
	void isObservedAtEachAttempt() throws Exception {
		TestObservationRegistry observations = TestObservationRegistry.create();
		this.receiver.answers(500, 200);
		end(TaskState.COMPLETED);
		for (int i = 0; i < 2; i++) {
			this.queue
				.runDue(new WebhookDelivery(this.settings, Tasks.KEYS, store(), this.cipher, this.clock, observations));
			this.queue.advance();
		}
		TestObservationRegistryAssert.assertThat(observations)
			.hasNumberOfObservationsWithNameEqualTo("adcp.server.webhook", 2)
			.hasAnObservation((one) -> one.hasLowCardinalityKeyValue("adcp.outcome", "due"))
			.hasAnObservation((one) -> one.hasLowCardinalityKeyValue("adcp.outcome", "delivered"));
	}

	@Test
	void showsNothingOfItsTargetInTheLog() throws Exception {
		this.receiver.answers(500, 410);
		change(Tasks.task(this.taskId, TaskState.COMPLETED, Tasks.hmacConfig(this.receiver.url())));
		List<String> log = new ArrayList<>();
		Logger logger = Logger.getLogger(WebhookDelivery.class.getName());
		Filter filter = (record) -> log.add(record.getMessage());
		logger.setFilter(filter);
		try {
			runUntilNothingIsDueWithin(Duration.ofMinutes(1));
		}
		finally {
			logger.setFilter(null);
		}
		assertThat(log).hasSize(2);
		assertThat(log.get(1)).contains("was given up after attempt 2 (HTTP 410)");
		assertThat(log.toString()).doesNotContain("/hooks/")
			.doesNotContain(Tasks.SECRET)
			.doesNotContain("a token of the buyer");
	}

	@Test
	void isCountedWhileItIsDueAndOnceItIsGivenUp() throws Exception {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new WebhookGauges(store()).bindTo(registry);
		end(TaskState.COMPLETED);
		assertThat(gauge(registry, "due")).isOne();
		this.receiver.answers(410);
		run();
		assertThat(gauge(registry, "due")).isZero();
		assertThat(gauge(registry, "given_up")).isOne();
	}

	private static double gauge(SimpleMeterRegistry registry, String state) {
		return registry.get("adcp.server.webhooks").tag("adcp.state", state).gauge().value();
	}

	private void end(TaskState state) {
		change(task(state));
	}

	private TaskRecord task(TaskState state) {
		return Tasks.task(this.taskId, state, Tasks.config(this.receiver.url()));
	}

	private void change(TaskRecord task) {
		transaction().executeWithoutResult((status) -> webhooks().changed(task));
	}

	private void run() throws Exception {
		this.queue.runDue(new WebhookDelivery(this.settings, Tasks.KEYS, store(), this.cipher, this.clock,
				ObservationRegistry.NOOP));
	}

	private void runUntilNothingIsDueWithin(Duration duration) throws Exception {
		Instant end = this.clock.instant().plus(duration);
		run();
		while (!nextDue().isAfter(end)) {
			this.queue.advance();
			run();
		}
	}

	private Instant nextDue() {
		return this.queue.due().values().stream().min(Instant::compareTo).orElseThrow();
	}

	private TaskWebhooks webhooks() {
		return new TaskWebhooks(this.settings, Tasks.KEYS, store(), this.cipher, this.queue, this.clock);
	}

	private WebhookStore store() {
		return new JdbcWebhooks(dataSource(), new LedgerTable(null, LedgerTable.DEFAULT_NAME));
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(dataSource()));
	}

	private JdbcTemplate jdbc() {
		return new JdbcTemplate(dataSource());
	}

	private String state() {
		return String.valueOf(column("state"));
	}

	private @Nullable String lastResult() {
		return (String) column("last_result");
	}

	private @Nullable String content() {
		byte[] bytes = jdbc().queryForObject("SELECT content FROM adcp_idempotency_webhook", byte[].class);
		return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
	}

	private @Nullable Object column(String name) {
		return jdbc().queryForObject("SELECT " + name + " FROM adcp_idempotency_webhook", Object.class);
	}

	private long count() {
		return jdbc().queryForObject("SELECT COUNT(*) FROM adcp_idempotency_webhook", Long.class);
	}

	private static EncryptionKey key(String id, int seed) {
		byte[] secret = new byte[32];
		secret[0] = (byte) seed;
		return new EncryptionKey(id, new SecretKeySpec(secret, "AES"));
	}

}
