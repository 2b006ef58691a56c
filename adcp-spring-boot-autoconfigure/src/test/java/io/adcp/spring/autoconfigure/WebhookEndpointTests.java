package io.adcp.spring.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.autoconfigure.client.AdcpClientAutoConfiguration;
import io.adcp.spring.autoconfigure.client.AdcpWebhookReceiverAutoConfiguration;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpClients;
import io.adcp.spring.client.webhook.AdcpWebhook;
import io.adcp.spring.client.webhook.WebhookEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The book and the webhooks of a buyer that is no seller, as the starter sets them up.
 */
class WebhookEndpointTests {

	private static final String SECRET = "0123456789abcdef0123456789abcdef";

	private final ApplicationContextRunner buyer = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, AdcpClientAutoConfiguration.class,
				AdcpCallBookAutoConfiguration.class, AdcpJdbcIdempotencyAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true",
				"adcp.client.agents.acme.url=https://acme.example/mcp");

	private final WebApplicationContextRunner application = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
				AdcpClientAutoConfiguration.class, AdcpCallBookAutoConfiguration.class,
				AdcpWebhookReceiverAutoConfiguration.class))
		.withBean(Bookings.class)
		.withPropertyValues("server.port=0", "spring.datasource.generate-unique-name=true",
				"adcp.client.book.enabled=true", "adcp.client.webhook.url=https://buyer.example/",
				"adcp.client.webhook.max-body-size=2KB", "adcp.client.agents.acme.url=https://acme.example/mcp",
				"adcp.client.agents.acme.webhook-secret=" + SECRET, "adcp.client.agents.nova.url=https://nova.example");

	@Test
	void aBuyerGetsTheBooksTablesAndNoOthersAndOnlyIfItAsksForThem() {
		this.buyer.run((context) -> {
			assertThat(tables(context.getBean(DataSource.class))).isEmpty();
			assertThatIllegalStateException().isThrownBy(() -> store(context.getBean(AdcpClient.class)))
				.withMessageContaining("adcp.client.book.enabled=true");
		});
		this.buyer.withPropertyValues("adcp.client.book.enabled=true").run((context) -> {
			assertThat(tables(context.getBean(DataSource.class))).containsExactly("ADCP_CALL", "ADCP_CALL_EVENT",
					"ADCP_CALL_NONCE");
			AdcpCall call = store(context.getBean(AdcpClient.class));
			assertThat(context.getBean(AdcpCallBook.class).find(call.id())).contains(call);
			assertThat(context).doesNotHaveBean(PurgeLifecycle.class);
		});
	}

	@Test
	void whatWasReceivedIsForgottenInTime() {
		this.application.run((context) -> assertThat(context.getBean(PurgeLifecycle.class).isRunning()).isTrue());
	}

	@Test
	void aWebhookIsTakenOnceByTheMethodForItsTask() {
		this.application.run((context) -> {
			int port = context.getSourceApplicationContext(AnnotationConfigServletWebServerApplicationContext.class)
				.getWebServer()
				.getPort();
			AdcpClient client = context.getBean(AdcpClients.class).agent("acme");
			AdcpCall call = client.store(client.createMediaBuy(Map.of()).webhook().prepare());
			JsonNode config = JsonMapper.shared().readTree(call.arguments()).path("push_notification_config");
			assertThat(config.path("url").stringValue()).isEqualTo("https://buyer.example/adcp/webhooks/acme");
			assertThat(config.at("/authentication/schemes/0").stringValue()).isEqualTo("HMAC-SHA256");
			String body = completed(config.path("operation_id").stringValue());
			assertThat(deliver(port, body, SECRET).statusCode()).isEqualTo(204);
			assertThat(deliver(port, body, SECRET).statusCode()).isEqualTo(204);
			assertThat(context.getBean(Bookings.class).booked).containsExactly(new MediaBuy("mb-1"));
			HttpResponse<String> forged = deliver(port, body, "another-secret-of-thirty-two-bytes");
			assertThat(forged.statusCode()).isEqualTo(401);
			assertThat(forged.headers().firstValue("WWW-Authenticate"))
				.hasValue("Signature error=\"webhook_signature_invalid\"");
			assertThat(deliver(port, " ".repeat(3000), SECRET).statusCode()).isEqualTo(413);
		});
	}

	@Test
	void aWebhookMustBringTheTokenBackThatItsAddressWasGivenWith() {
		String token = "a-token-of-sixteen";
		this.application.withPropertyValues("adcp.client.agents.acme.webhook-token=" + token).run((context) -> {
			int port = context.getSourceApplicationContext(AnnotationConfigServletWebServerApplicationContext.class)
				.getWebServer()
				.getPort();
			AdcpClient client = context.getBean(AdcpClients.class).agent("acme");
			AdcpCall call = client.store(client.createMediaBuy(Map.of()).webhook().prepare());
			JsonNode config = JsonMapper.shared().readTree(call.arguments()).path("push_notification_config");
			assertThat(config.path("token").stringValue()).isEqualTo(token);
			String without = completed(config.path("operation_id").stringValue());
			assertThat(deliver(port, without, SECRET).statusCode()).isEqualTo(401);
			String other = without.replaceFirst("\\{", "{\"token\":\"another-token-of-it\",");
			assertThat(deliver(port, other, SECRET).statusCode()).isEqualTo(401);
			String with = without.replaceFirst("\\{", "{\"token\":\"" + token + "\",");
			assertThat(deliver(port, with, "another-secret-of-thirty-two-bytes").statusCode()).isEqualTo(401);
			assertThat(deliver(port, with, SECRET).statusCode()).isEqualTo(204);
			assertThat(context.getBean(Bookings.class).booked).containsExactly(new MediaBuy("mb-1"));
		});
	}

	@Test
	void aTokenThatIsTooShortStopsTheStart() {
		this.application.withPropertyValues("adcp.client.agents.acme.webhook-token=short")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("adcp.client.agents.acme.webhook-token"));
	}

	@Test
	void aSellerIsAskedForSignedWebhooksIfItsBrandIsKnown() {
		this.application.withPropertyValues("adcp.client.agents.nova.brand=https://nova.example/.well-known/brand.json")
			.run((context) -> {
				AdcpCall call = context.getBean(AdcpClients.class)
					.agent("nova")
					.createMediaBuy(Map.of())
					.webhook()
					.prepare();
				JsonNode config = JsonMapper.shared().readTree(call.arguments()).path("push_notification_config");
				assertThat(config.path("url").stringValue()).isEqualTo("https://buyer.example/adcp/webhooks/nova");
				assertThat(config.has("authentication")).isFalse();
			});
	}

	@Test
	void aSellerWhoseWebhooksCannotBeVerifiedIsNotAskedForThem() {
		this.application.run((context) -> assertThatIllegalStateException()
			.isThrownBy(
					() -> context.getBean(AdcpClients.class).agent("nova").createMediaBuy(Map.of()).webhook().prepare())
			.withMessageContaining("adcp.client.agents.nova.webhook-keys"));
	}

	@Test
	void aSecretThatIsTooShortStopsTheStart() {
		this.application.withPropertyValues("adcp.client.agents.acme.webhook-secret=short")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("adcp.client.agents.acme.webhook-secret"));
	}

	private static AdcpCall store(AdcpClient client) {
		return client.store(client.createMediaBuy(Map.of("buyer_ref", "b-1")).prepare());
	}

	private static List<String> tables(DataSource dataSource) {
		return new JdbcTemplate(dataSource).queryForList(
				"SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC' ORDER BY 1",
				String.class);
	}

	private static String completed(String operation) {
		ObjectNode event = JsonNodeFactory.instance.objectNode()
			.put("idempotency_key", IdempotencyKey.generate())
			.put("operation_id", operation)
			.put("task_id", "t-1")
			.put("task_type", "create_media_buy")
			.put("status", "completed")
			.put("timestamp", "2026-01-01T00:00:00Z");
		event.putObject("result").put("media_buy_id", "mb-1");
		return event.toString();
	}

	private static HttpResponse<String> deliver(int port, String body, String secret) throws Exception {
		String timestamp = Long.toString(Instant.now().getEpochSecond());
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		String signature = HexFormat.of()
			.formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/adcp/webhooks/acme"))
			.header("Content-Type", "application/json")
			.header("X-ADCP-Timestamp", timestamp)
			.header("X-ADCP-Signature", "sha256=" + signature)
			.POST(BodyPublishers.ofString(body))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
	}

	static class Bookings {

		final List<MediaBuy> booked = new CopyOnWriteArrayList<>();

		@AdcpWebhook(AdcpTask.CREATE_MEDIA_BUY)
		void booked(WebhookEvent<MediaBuy> event) {
			if (event.body() != null) {
				this.booked.add(event.body());
			}
		}

		@AdcpWebhook(AdcpTask.UPDATE_MEDIA_BUY)
		void updated(WebhookEvent<JsonNode> event) {
			throw new AssertionError("not for this one");
		}

	}

	record MediaBuy(@JsonProperty("media_buy_id") String id) {

	}

}
