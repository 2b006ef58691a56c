package io.adcp.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.autoconfigure.client.AdcpClientAutoConfiguration;
import io.adcp.spring.autoconfigure.client.AdcpWebhookReceiverAutoConfiguration;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.webhook.AdcpWebhook;
import io.adcp.spring.client.webhook.WebhookEvent;
import io.adcp.spring.server.AgentResolver;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A purchase from our buyer to our seller over HTTP, both as the starter sets them up: it
 * is submitted, worked on after the commit, and told by a signed webhook.
 */
class PurchaseToItsEndTests {

	private static final List<Class<?>> WEB = List.of(TomcatServletWebServerAutoConfiguration.class,
			DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class);

	private final WebApplicationContextRunner seller = runner(
			Stream.concat(Stream.of(SellerContext.autoConfigurations()),
					Stream.of(AdcpMcpServerAutoConfiguration.class, AdcpTaskAutoConfiguration.class,
							AdcpWebhookAutoConfiguration.class)))
		.withBean(SubmittedTaskTests.LaterTasks.class)
		.withBean(AgentResolver.class, () -> (principal) -> "buyer")
		.withPropertyValues("adcp.task.poll-interval=100ms", "adcp.webhook.allow-insecure-targets=true");

	private final WebApplicationContextRunner buyer = runner(Stream.of(DataSourceAutoConfiguration.class,
			DataSourceTransactionManagerAutoConfiguration.class, AdcpClientAutoConfiguration.class,
			AdcpCallBookAutoConfiguration.class, AdcpWebhookReceiverAutoConfiguration.class))
		.withBean(Purchases.class)
		.withPropertyValues("adcp.client.book.enabled=true");

	private static WebApplicationContextRunner runner(Stream<Class<?>> configurations) {
		Class<?>[] all = Stream.concat(configurations, WEB.stream()).toArray(Class<?>[]::new);
		return new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withConfiguration(AutoConfigurations.of(all))
			.withPropertyValues("server.port=0", "spring.datasource.generate-unique-name=true");
	}

	@Test
	void theSellersSignedWebhookEndsTheBuyersCallOnceAndWithItsOwnRows() throws Exception {
		String key = WebhookAutoConfigurationTests.jwk("2026-01", WebhookAutoConfigurationTests.pair("Ed25519"));
		this.seller.withPropertyValues("adcp.webhook.keys[0].private-key=" + key)
			.run((sellersContext) -> buyerOf(port(sellersContext)).run(PurchaseToItsEndTests::buy));
	}

	private WebApplicationContextRunner buyerOf(int sellersPort) {
		int port = TestSocketUtils.findAvailableTcpPort();
		String seller = "http://127.0.0.1:" + sellersPort;
		return this.buyer.withPropertyValues("server.port=" + port, "adcp.client.webhook.url=http://127.0.0.1:" + port,
				"adcp.client.agents.acme.url=" + seller + "/mcp",
				"adcp.client.agents.acme.webhook-keys=" + seller + "/.well-known/jwks.json");
	}

	private static void buy(AssertableWebApplicationContext context) throws InterruptedException {
		Purchases purchases = context.getBean(Purchases.class);
		AdcpClient client = context.getBean(AdcpClient.class);
		AdcpCall call = client.store(client.createMediaBuy(Map.of("name", "later")).webhook().prepare());
		AdcpResult<JsonNode> submitted = client.resume(call, JsonNode.class);
		assertThat(submitted.status()).isEqualTo("submitted");
		WebhookEvent<MediaBuy> told = purchases.told.poll(1, TimeUnit.MINUTES);
		assertThat(told).isNotNull();
		assertThat(told.callId()).isEqualTo(call.id());
		assertThat(told.agent()).isEqualTo("acme");
		assertThat(told.body()).isEqualTo(new MediaBuy("later"));
		assertThat(told.update().taskId()).isEqualTo(submitted.taskId());
		assertThat(context.getBean(AdcpCallBook.class).isSettled(call.id(), "acme")).isTrue();
		AdcpResult<MediaBuy> polled = client.follow(submitted.call(), MediaBuy.class);
		assertThat(polled.body()).isEqualTo(told.body());
		assertThat(client.settle(polled, () -> purchases.booked(call.id(), "by the poll"))).isFalse();
		assertThat(purchases.rows()).containsExactly("later");
	}

	private static int port(AssertableWebApplicationContext context) {
		return context.getSourceApplicationContext(AnnotationConfigServletWebServerApplicationContext.class)
			.getWebServer()
			.getPort();
	}

	record MediaBuy(@JsonProperty("media_buy_id") String id) {
	}

	/**
	 * The buyer's own rows.
	 */
	static class Purchases {

		final BlockingQueue<WebhookEvent<MediaBuy>> told = new LinkedBlockingQueue<>();

		private final JdbcTemplate jdbc;

		Purchases(DataSource dataSource) {
			this.jdbc = new JdbcTemplate(dataSource);
			this.jdbc.execute("CREATE TABLE purchase (call_id varchar(36), media_buy varchar(50))");
		}

		@AdcpWebhook(AdcpTask.CREATE_MEDIA_BUY)
		public void ended(WebhookEvent<MediaBuy> event) {
			MediaBuy body = event.body();
			if (body == null) {
				return;
			}
			booked(event.callId(), body.id());
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCommit() {
					Purchases.this.told.add(event);
				}
			});
		}

		void booked(String callId, String mediaBuy) {
			this.jdbc.update("INSERT INTO purchase VALUES (?, ?)", callId, mediaBuy);
		}

		List<String> rows() {
			return this.jdbc.queryForList("SELECT media_buy FROM purchase", String.class);
		}

	}

}
