package io.adcp.spring.test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.autoconfigure.AdcpCallBookAutoConfiguration;
import io.adcp.spring.autoconfigure.client.AdcpClientAutoConfiguration;
import io.adcp.spring.autoconfigure.client.AdcpWebhookReceiverAutoConfiguration;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpClients;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.webhook.AdcpWebhook;
import io.adcp.spring.client.webhook.WebhookEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The test kit in a test of a buyer, as an application has it.
 */
@SpringBootTest(classes = AutoConfigureAdcpSellerTests.Buyer.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.generate-unique-name=true", "adcp.client.book.enabled=true",
				"adcp.client.webhook.url=https://buyer.example", "adcp.client.agents.acme.url=https://acme.example/a2a",
				"adcp.client.agents.acme.protocol=a2a", "adcp.client.agents.nova.follow.interval=50ms",
				"adcp.client.agents.nova.follow.max-interval=50ms" })
@AutoConfigureAdcpSeller({ "acme", "nova" })
class AutoConfigureAdcpSellerTests {

	private static final String BUY = AdcpTask.CREATE_MEDIA_BUY;

	private final TestSeller acme;

	private final TestSeller nova;

	private final AdcpClients clients;

	private final AdcpCallBook book;

	private final Bookings bookings;

	AutoConfigureAdcpSellerTests(@Autowired @Qualifier("acme") TestSeller acme,
			@Autowired @Qualifier("nova") TestSeller nova, @Autowired AdcpClients clients, @Autowired AdcpCallBook book,
			@Autowired Bookings bookings) {
		this.acme = acme;
		this.nova = nova;
		this.clients = clients;
		this.book = book;
		this.bookings = bookings;
	}

	@AfterEach
	void forget() {
		this.bookings.booked.clear();
	}

	@Test
	void eachClientCallsTheSellerOfItsName() {
		this.acme.on(BUY).losesAnswer();
		this.clients.agent("acme").createMediaBuy(Map.of()).call(JsonNode.class);
		assertThat(this.acme).executedOnce(BUY).received(BUY).times(2).withSameKeyAndBytes();
		assertThat(this.nova).receivedNothing();
	}

	@Test
	void noTestSeesWhatAnotherHasLeft() {
		assertThat(this.acme).receivedNothing();
	}

	@Test
	void noTestSeesWhatAnotherHasLeftInWhateverOrder() {
		eachClientCallsTheSellerOfItsName();
	}

	@Test
	void aSubmittedTaskEndsInASignedWebhookThatTheApplicationTakesOnce() {
		this.acme.on(BUY).submits("t-1");
		AdcpClient client = this.clients.agent("acme");
		AdcpCall call = client.store(client.createMediaBuy(Map.of()).webhook().prepare());
		AdcpResult<JsonNode> submitted = client.resume(call, JsonNode.class);
		assertThat(submitted.isUnfinished()).isTrue();
		assertThat(this.acme.task("t-1").works()).isEqualTo(204);
		assertThat(this.acme.task("t-1").completes(Map.of("media_buy_id", "mb-9"))).isEqualTo(204);
		assertThat(this.acme.task("t-1").tellsAgain()).isEqualTo(204);
		assertThat(this.bookings.booked).containsExactly("mb-9");
		assertThat(this.book.isSettled(call.id(), "acme")).isTrue();
	}

	@Test
	void aTaskThatEndsByItselfIsToldToo() {
		this.nova.on(BUY).submitsAndCompletes("t-2", Map.of("media_buy_id", "mb-8"));
		AdcpClient client = this.clients.agent("nova");
		AdcpCall call = client.store(client.createMediaBuy(Map.of()).webhook().prepare());
		AdcpResult<JsonNode> end = client.follow(client.resume(call, JsonNode.class), JsonNode.class);
		assertThat(end.body().path("media_buy_id").stringValue()).isEqualTo("mb-8");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, AdcpClientAutoConfiguration.class, AdcpCallBookAutoConfiguration.class,
			AdcpWebhookReceiverAutoConfiguration.class })
	@Import(Bookings.class)
	static class Buyer {

	}

	static class Bookings {

		private final List<String> booked = new CopyOnWriteArrayList<>();

		@AdcpWebhook(BUY)
		public void ended(WebhookEvent<JsonNode> event) {
			JsonNode body = event.body();
			if (body != null) {
				this.booked.add(body.path("media_buy_id").stringValue());
			}
		}

	}

}
