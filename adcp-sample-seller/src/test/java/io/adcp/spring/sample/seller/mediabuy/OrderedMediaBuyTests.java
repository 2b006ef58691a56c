package io.adcp.spring.sample.seller.mediabuy;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static io.adcp.spring.sample.seller.MediaBuyRequests.ACCOUNT;
import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Media buys that are too large to be booked before the ad server has taken the order.
 */
@SellerTest
class OrderedMediaBuyTests {

	private static final FakeAdServer adServer = new FakeAdServer();

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Autowired
	@Qualifier("harbor")
	private SellerClient harbor;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("sample.seller.ad-server.url", adServer::url);
		registry.add("sample.seller.ad-server.settling", () -> "0s");
		registry.add("sample.seller.ad-server.orders-above", () -> "10000");
	}

	@AfterAll
	static void close() {
		adServer.close();
	}

	@Test
	void aSmallBuyIsBookedAtOnce() {
		assertThat(this.pinnacle.call("create_media_buy", create("'buyer_ref': 'small',")).text("/media_buy_id"))
			.startsWith("mb_");
	}

	@Test
	void aLargeBuyIsSubmittedAndBookedOnceItIsOrdered() {
		Runnable goOn = adServer.stop();
		Answer submitted = this.pinnacle.call("create_media_buy", large("waits"));
		assertThat(submitted.text("/status")).isEqualTo("submitted");
		assertThat(submitted.body().has("media_buy_id")).isFalse();
		assertThat(buys("waits")).isZero();
		goOn.run();
		Answer end = end(submitted);
		assertThat(end.text("/status")).isEqualTo("completed");
		assertThat(end.text("/result/media_buy_id")).startsWith("mb_");
		assertThat(buys("waits")).isOne();
		assertThat(orders(end)).isOne();
	}

	@Test
	void aRepetitionIsAnsweredSubmittedAfterTheEndToo() {
		String key = UUID.randomUUID().toString();
		Answer submitted = this.pinnacle.call("create_media_buy", key, large("again"));
		end(submitted);
		Answer repeated = this.pinnacle.call("create_media_buy", key, large("again"));
		assertThat(repeated.text("/status")).isEqualTo("submitted");
		assertThat(repeated.text("/task_id")).isEqualTo(submitted.text("/task_id"));
		assertThat(repeated.body().at("/replayed").asBoolean()).isTrue();
		assertThat(buys("again")).isOne();
	}

	@Test
	void aLostAnswerOfTheAdServerMakesNoSecondOrder() {
		adServer.is(FakeAdServer.Mood.LOSES_THE_ANSWER);
		Answer end = end(this.pinnacle.call("create_media_buy", large("lost")));
		assertThat(end.text("/status")).isEqualTo("completed");
		assertThat(orders(end)).isOne();
	}

	@Test
	void aRefusedOrderIsARejectedTaskAndNoBuy() {
		adServer.is(FakeAdServer.Mood.REFUSES);
		Answer end = end(this.pinnacle.call("create_media_buy", large("refused")));
		assertThat(end.text("/status")).isEqualTo("rejected");
		assertThat(buys("refused")).isZero();
	}

	@Test
	void anotherAgentKnowsNothingOfTheTask() {
		Answer submitted = this.pinnacle.call("create_media_buy", large("mine"));
		Answer foreign = status(this.harbor, submitted.text("/task_id"));
		assertThat(foreign.codeAndField()).startsWith("REFERENCE_NOT_FOUND");
		assertThat(foreign).isEqualTo(status(this.harbor, UUID.randomUUID().toString()));
	}

	private static String large(String buyerRef) {
		return create("'buyer_ref': '" + buyerRef + "',",
				"{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 60000}");
	}

	private Answer end(Answer submitted) {
		assertThat(submitted.text("/status")).isEqualTo("submitted");
		return await().atMost(Duration.ofSeconds(30))
			.until(() -> status(this.pinnacle, submitted.text("/task_id")),
					(answer) -> !answer.text("/status").equals("submitted")
							&& !answer.text("/status").equals("working"));
	}

	private static Answer status(SellerClient client, String taskId) {
		return client.call("get_task_status",
				"{%s, 'task_id': '%s', 'include_result': true}".formatted(ACCOUNT, taskId));
	}

	private int buys(String buyerRef) {
		return this.pinnacle.call("get_media_buys", "{%s, 'buyer_refs': ['%s']}".formatted(ACCOUNT, buyerRef))
			.body()
			.at("/media_buys")
			.size();
	}

	private static long orders(Answer end) {
		return adServer.invocations()
			.stream()
			.filter((order) -> order.contains(end.text("/result/media_buy_id")))
			.count();
	}

}
