package io.adcp.spring.sample.seller.webhook;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.sample.seller.SellerTest;
import io.adcp.spring.sample.seller.webhook.PushNotificationConfig.Authentication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SellerTest
class WebhookDeliveryTests {

	@Autowired
	private Webhooks webhooks;

	@Autowired
	private WebhookSender sender;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcClient jdbc;

	private WebhookReceiver receiver;

	@BeforeEach
	void startReceiver() throws IOException {
		this.jdbc.sql("DELETE FROM event_publication").update();
		this.jdbc.sql("DELETE FROM webhook").update();
		this.receiver = new WebhookReceiver();
	}

	@AfterEach
	void stopReceiver() {
		this.receiver.close();
	}

	@Test
	void aWebhookIsSentAfterTheCommit() {
		announce(new PushNotificationConfig(this.receiver.url("op-1?x=y"), "the-token-of-the-buyer", null));
		JsonNode body = awaitReceived(1).get(0);
		assertThat(body.at("/idempotency_key").asString()).matches("[A-Za-z0-9_.:-]{16,255}");
		assertThat(body.at("/operation_id").asString()).isEqualTo("op-1");
		assertThat(body.at("/task_id").asString()).isNotEmpty();
		assertThat(body.at("/task_type").asString()).isEqualTo("create_media_buy");
		assertThat(body.at("/protocol").asString()).isEqualTo("media-buy");
		assertThat(body.at("/status").asString()).isEqualTo("completed");
		assertThat(body.at("/timestamp").asString()).isEqualTo("2030-01-15T12:00:00Z");
		assertThat(body.at("/token").asString()).isEqualTo("the-token-of-the-buyer");
		assertThat(body.at("/result/media_buy_id").asString()).isEqualTo("mb_1");
		awaitState("sent");
	}

	@Test
	void aTransactionThatRollsBackTellsNobody() {
		assertThatIllegalStateException().isThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			this.webhooks.taskCompleted(config("op-2"), AdcpTask.CREATE_MEDIA_BUY, Map.of());
			throw new IllegalStateException("rolls back");
		}));
		announce(config("op-3"));
		assertThat(awaitReceived(1)).extracting((body) -> body.at("/operation_id").asString()).containsExactly("op-3");
		assertThat(count("webhook")).isOne();
		awaitNothingDue();
	}

	@Test
	void aFailedWebhookIsTriedAgainWithTheSameBody() {
		this.receiver.answer(500);
		announce(config("op-4"));
		awaitReceived(1);
		this.receiver.answer(204);
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			this.sender.retryFailed();
			assertThat(this.receiver.received()).hasSizeGreaterThan(1);
		});
		awaitState("sent");
		assertThat(this.receiver.received().stream().distinct()).hasSize(1);
		awaitNothingDue();
	}

	@Test
	void aWebhookThatAlwaysFailsIsGivenUp() {
		this.receiver.answer(500);
		announce(config("op-5"));
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			this.sender.retryFailed();
			assertThat(state()).isEqualTo("given_up");
		});
		assertThat(this.receiver.received()).hasSize(10);
	}

	@Test
	void aUrlThatCannotBeCalledIsMarkedAndForgotten() {
		announce(new PushNotificationConfig("{{runner.webhook_url:create}}", null,
				new Authentication(List.of("Bearer"), "a-secret-of-more-than-32-characters")));
		awaitState("refused");
		awaitNothingDue();
		assertThat(count("webhook WHERE auth_credentials IS NOT NULL")).isZero();
	}

	@Test
	void noConfigNoWebhook() {
		this.transaction
			.executeWithoutResult((status) -> this.webhooks.taskCompleted(null, AdcpTask.CREATE_MEDIA_BUY, Map.of()));
		assertThat(count("webhook")).isZero();
		assertThat(count("event_publication")).isZero();
	}

	private PushNotificationConfig config(String operationId) {
		return new PushNotificationConfig(this.receiver.url(operationId), null, null);
	}

	private void announce(PushNotificationConfig config) {
		this.transaction.executeWithoutResult((status) -> this.webhooks.taskCompleted(config, AdcpTask.CREATE_MEDIA_BUY,
				Map.of("media_buy_id", "mb_1")));
	}

	private List<JsonNode> awaitReceived(int count) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.receiver.received()).hasSize(count));
		return this.receiver.received();
	}

	private void awaitState(String state) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(state()).isEqualTo(state));
	}

	private void awaitNothingDue() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(count("event_publication")).isZero());
	}

	private String state() {
		return this.jdbc.sql("SELECT state FROM webhook").query(String.class).single();
	}

	private int count(String table) {
		return this.jdbc.sql("SELECT COUNT(*) FROM " + table).query(Integer.class).single();
	}

}
