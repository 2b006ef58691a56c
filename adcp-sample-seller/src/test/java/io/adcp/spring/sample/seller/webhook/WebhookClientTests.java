package io.adcp.spring.sample.seller.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.adcp.spring.sample.seller.webhook.WebhookClient.TargetRefusedException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WebhookClientTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-15T12:00:00Z"), ZoneOffset.UTC);

	private final List<Headers> received = new CopyOnWriteArrayList<>();

	private HttpServer receiver;

	@BeforeEach
	void startReceiver() throws IOException {
		this.receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.receiver.createContext("/", (exchange) -> {
			this.received.add(exchange.getRequestHeaders());
			exchange.getRequestBody().readAllBytes();
			String path = exchange.getRequestURI().getPath();
			exchange.getResponseHeaders().add("Location", "/elsewhere");
			exchange.sendResponseHeaders(path.equals("/moved") ? 307 : path.equals("/broken") ? 500 : 204, -1);
			exchange.close();
		});
		this.receiver.start();
	}

	@AfterEach
	void stopReceiver() {
		this.receiver.stop(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://127.0.0.1:PORT/", "https://localhost:PORT/", "https://[::1]:PORT/",
			"https://[::ffff:127.0.0.1]:PORT/", "https://[::127.0.0.1]:PORT/", "https://0.0.0.0:PORT/",
			"https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.0.1/", "https://169.254.169.254/",
			"https://[fe80::1]/", "https://[fd00::1]/", "https://[64:ff9b::7f00:1]/" })
	void privateAddressesAreRefused(String url) {
		WebhookClient client = client(false);
		assertThatExceptionOfType(TargetRefusedException.class).isThrownBy(() -> client.send(webhook(url)))
			.withMessage("the address is not public");
		assertThat(this.received).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://buyer.example/", "ftp://buyer.example/", "file:///etc/passwd", "https:///path",
			"https://user:secret@buyer.example/", "{{runner.webhook_url:create}}", "" })
	void otherThanPlainHttpsUrlsAreRefused(String url) {
		WebhookClient client = client(false);
		assertThatExceptionOfType(TargetRefusedException.class).isThrownBy(() -> client.send(webhook(url)));
	}

	@Test
	void theSandboxMayCallThisMachine() {
		client(true).send(webhook("http://127.0.0.1:PORT/ok"));
		assertThat(this.received).hasSize(1);
	}

	@Test
	void redirectsAreNotFollowed() {
		assertThatExceptionOfType(RestClientException.class)
			.isThrownBy(() -> client(true).send(webhook("http://127.0.0.1:PORT/moved")));
		assertThat(this.received).hasSize(1);
	}

	@Test
	void anythingButSuccessIsAFailure() {
		assertThatExceptionOfType(RestClientException.class)
			.isThrownBy(() -> client(true).send(webhook("http://127.0.0.1:PORT/broken")));
	}

	@Test
	void aReceiverThatDoesNotAnswerIsGivenUpSoon() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> client(true).send(webhook("http://127.0.0.1:" + silent.getLocalPort() + "/")));
		}
	}

	@Test
	void aBearerTokenIsSentAsSuch() {
		client(true).send(webhook("http://127.0.0.1:PORT/", "Bearer"));
		assertThat(this.received.get(0).getFirst("Authorization"))
			.isEqualTo("Bearer a-secret-of-more-than-32-characters");
	}

	@Test
	void aSharedSecretSignsTimeAndBody() {
		client(true).send(webhook("http://127.0.0.1:PORT/", "HMAC-SHA256"));
		Headers headers = this.received.get(0);
		assertThat(headers.getFirst("X-ADCP-Timestamp")).isEqualTo("1894708800");
		assertThat(headers.getFirst("X-ADCP-Signature")).matches("sha256=[0-9a-f]{64}");
		assertThat(headers).doesNotContainKey("Authorization");
	}

	private static WebhookClient client(boolean allowPrivateTargets) {
		WebhookProperties properties = new WebhookProperties(Duration.ofMillis(500), Duration.ofMillis(500),
				Duration.ofSeconds(30), 3, allowPrivateTargets);
		return new WebhookClient(RestClient.builder(), properties, CLOCK);
	}

	private Webhook webhook(String url) {
		return webhook(url, null);
	}

	private Webhook webhook(String url, @Nullable String scheme) {
		String target = url.replace("PORT", Integer.toString(this.receiver.getAddress().getPort()));
		return new Webhook(UUID.randomUUID(), target, "{}", scheme,
				(scheme != null) ? "a-secret-of-more-than-32-characters" : null, "due", 0);
	}

}
