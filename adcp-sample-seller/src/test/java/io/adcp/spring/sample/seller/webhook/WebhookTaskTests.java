package io.adcp.spring.sample.seller.webhook;

import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

@SellerTest
class WebhookTaskTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aBuyIsToldOnceHoweverOftenItIsRepeated() throws Exception {
		try (WebhookReceiver receiver = new WebhookReceiver()) {
			String key = UUID.randomUUID().toString();
			String request = create("'push_notification_config': {'url': '%s'},".formatted(receiver.url("op-9")));
			Answer first = this.pinnacle.call("create_media_buy", key, request);
			Awaitility.await()
				.atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(receiver.received()).hasSize(1));
			Answer second = this.pinnacle.call("create_media_buy", key, request);
			assertThat(second.body().at("/replayed").asBoolean(false)).isTrue();
			assertThat(receiver.received().get(0).at("/result/media_buy_id").asString())
				.isEqualTo(first.text("/media_buy_id"));
			assertThat(receiver.received().get(0).toString()).doesNotContain(key);
			assertThat(webhooksTo(receiver)).isOne();
		}
	}

	@Test
	void aRefusedTaskTellsNobody() throws Exception {
		try (WebhookReceiver receiver = new WebhookReceiver()) {
			Answer answer = this.pinnacle.call("create_media_buy",
					create("'push_notification_config': {'url': '%s'},".formatted(receiver.url("op")),
							"{'product_id': 'none', 'pricing_option_id': 'cpm-usd', 'budget': 1}"));
			assertThat(answer.error()).isTrue();
			assertThat(webhooksTo(receiver)).isZero();
		}
	}

	@Test
	void aUrlThatCannotBeCalledDoesNotStopTheBuy() {
		assertThat(this.pinnacle
			.call("create_media_buy", create("'push_notification_config': {'url': '{{runner.webhook_url:x}}'},"))
			.error()).isFalse();
	}

	private int webhooksTo(WebhookReceiver receiver) {
		return this.jdbc.sql("SELECT COUNT(*) FROM webhook WHERE url LIKE :prefix")
			.param("prefix", receiver.url("") + "%")
			.query(Integer.class)
			.single();
	}

}
