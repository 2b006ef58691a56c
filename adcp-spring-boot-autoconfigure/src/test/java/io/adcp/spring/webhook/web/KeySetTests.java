package io.adcp.spring.webhook.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.signature.SigningKey;
import io.adcp.spring.testing.HttpCalls;
import io.adcp.spring.webhook.WebhookKeys;
import io.adcp.spring.work.WorkQueue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where buyers find the keys of a running seller.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:key-set",
				"adcp.webhook.brand-json-url=https://ads.example/.well-known/brand.json" })
class KeySetTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void anybodyReadsThePublicKeys() throws Exception {
		HttpResponse<String> response = send("GET");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=300");
		JsonNode keys = JsonMapper.shared().readTree(response.body()).path("keys");
		assertThat(keys.valueStream().map((key) -> key.path("kid").asString())).containsExactly("new", "old");
		assertThat(response.body()).doesNotContain("\"d\"");
	}

	@Test
	void theyAreForReadingOnly() throws Exception {
		assertThat(send("HEAD").statusCode()).isEqualTo(200);
		assertThat(send("POST").statusCode()).isEqualTo(405);
		assertThat(send("DELETE").headers().firstValue("Allow")).hasValue("GET, HEAD");
	}

	@Test
	void theCapabilitiesTellHowWebhooksAreSigned() {
		JsonNode capabilities = HttpCalls.result(new HttpCalls(this.port).tool("get_adcp_capabilities", "{}"));
		assertThat(capabilities.path("webhook_signing").path("supported").asBoolean()).isTrue();
		assertThat(capabilities.path("webhook_signing").path("algorithms").toString())
			.isEqualTo("[\"ed25519\",\"ecdsa-p256-sha256\"]");
		assertThat(capabilities.path("identity").path("brand_json_url").asString())
			.isEqualTo("https://ads.example/.well-known/brand.json");
	}

	private HttpResponse<String> send(String method) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder()
			.uri(URI.create("http://localhost:" + this.port + "/.well-known/jwks.json"))
			.method(method, BodyPublishers.noBody())
			.build(), BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Tasks.class)
	static class Seller {

		@Bean
		WebhookKeys keys() throws NoSuchAlgorithmException {
			KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
			p256.initialize(256);
			KeyPair old = p256.generateKeyPair();
			KeyPair next = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
			return new WebhookKeys(List.of(SigningKey.of("new", next.getPrivate(), next.getPublic()),
					SigningKey.of("old", old.getPrivate(), old.getPublic())));
		}

		@Bean
		WorkQueue workQueue() {
			return new WorkQueue() {

				@Override
				public void schedule(String kind, String id, Duration delay) {
					throw new UnsupportedOperationException();
				}

				@Override
				public void cancel(String kind, String id) {
					throw new UnsupportedOperationException();
				}

			};
		}

	}

	@AdcpController
	static class Tasks {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		Map<String, Object> products() {
			return Map.of("products", List.of());
		}

	}

}
