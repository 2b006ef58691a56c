package io.adcp.spring.verification.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Relay}: in front of a server that echoes.
 */
class RelayTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private final HttpServer far;

	RelayTests() throws IOException {
		this.far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.far.createContext("/", (exchange) -> {
			String text = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
					+ exchange.getRequestHeaders().getFirst("X-Kept") + ": "
					+ new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			byte[] answer = text.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		this.far.start();
	}

	@AfterEach
	void stop() {
		this.far.stop(0);
	}

	@Test
	void aRequestIsHandedOnWithItsBodyAndHeadersAndTheAnswerComesBack() throws Exception {
		try (Relay near = new Relay((passage) -> {
			HttpResponse<byte[]> answer = passage.forward(this.far.getAddress().getPort(), Map.of());
			passage.respond(answer, answer.body().length);
		})) {
			assertThat(send(near).body()).isEqualTo("POST /path?query kept: hello");
		}
	}

	@Test
	void aHeaderCanBeAdded() throws Exception {
		try (Relay near = new Relay((passage) -> {
			HttpResponse<byte[]> answer = passage.forward(this.far.getAddress().getPort(), Map.of("X-Kept", "changed"));
			passage.respond(answer, answer.body().length);
		})) {
			assertThat(send(near).body()).isEqualTo("POST /path?query changed: hello");
		}
	}

	@Test
	void anAnswerThatIsNotWholeBreaksTheConnection() throws Exception {
		try (Relay near = new Relay((passage) -> {
			HttpResponse<byte[]> answer = passage.forward(this.far.getAddress().getPort(), Map.of());
			passage.respond(answer, answer.body().length / 2);
		})) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(near));
		}
	}

	@Test
	void aRequestThatIsNotAnsweredBreaksTheConnection() throws Exception {
		try (Relay silent = new Relay((passage) -> {
		})) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(silent));
		}
	}

	private HttpResponse<String> send(Relay relay) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(relay.address().resolve("/path?query"))
			.header("X-Kept", "kept")
			.POST(BodyPublishers.ofString("hello"))
			.build(), BodyHandlers.ofString());
	}

}
