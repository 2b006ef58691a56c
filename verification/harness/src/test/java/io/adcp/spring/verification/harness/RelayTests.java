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
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Relay}: in front of a server that echoes.
 */
class RelayTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private final AtomicInteger received = new AtomicInteger();

	private final HttpServer far;

	RelayTests() throws IOException {
		this.far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.far.createContext("/", (exchange) -> {
			this.received.incrementAndGet();
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
		try (Relay near = relay(Fault.NONE)) {
			assertThat(send(near).body()).isEqualTo("POST /path?query kept: hello");
		}
	}

	@Test
	void aHeaderCanBeAdded() throws Exception {
		try (Relay near = new Relay((passage) -> passage.forward(port(), Map.of("X-Kept", "changed")), new Random())) {
			assertThat(send(near).body()).isEqualTo("POST /path?query changed: hello");
		}
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, names = { "DOUBLE", "DOUBLE_LATE", "DELAY_REQUEST", "DELAY_ANSWER", "OVERTAKEN" })
	void whatIsDoubledDelayedOrOvertakenIsAnsweredAsEver(Fault fault) throws Exception {
		try (Relay near = relay(fault)) {
			assertThat(send(near).body()).isEqualTo("POST /path?query kept: hello");
		}
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, names = { "TRUNCATE", "CUT_AFTER" })
	void anAnswerThatIsCutBreaksTheConnectionAfterTheWorkIsDone(Fault fault) throws Exception {
		try (Relay near = relay(fault)) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(near));
		}
		assertThat(this.received).hasValue(1);
	}

	@Test
	void aRequestThatIsCutIsNeverHandedOn() throws Exception {
		try (Relay near = relay(Fault.CUT_BEFORE)) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(near));
		}
		assertThat(this.received).hasValue(0);
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, names = { "DOUBLE", "DOUBLE_LATE" })
	void aDoubledRequestComesTwice(Fault fault) throws Exception {
		try (Relay near = relay(fault)) {
			send(near);
			near.awaitQuiet(Duration.ofSeconds(30));
		}
		assertThat(this.received).hasValue(2);
	}

	@Test
	void aRequestThatIsNotAnsweredBreaksTheConnection() throws Exception {
		try (Relay silent = new Relay((passage) -> null, new Random())) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(silent));
		}
	}

	private Relay relay(Fault fault) throws IOException {
		return new Relay(new Line() {

			@Override
			public HttpResponse<byte[]> forward(Relay.Passage passage) throws IOException, InterruptedException {
				return passage.forward(port(), Map.of());
			}

			@Override
			public Fault fault(Relay.Passage passage) {
				return fault;
			}

		}, new Random());
	}

	private int port() {
		return this.far.getAddress().getPort();
	}

	private HttpResponse<String> send(Relay relay) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(relay.address().resolve("/path?query"))
			.header("X-Kept", "kept")
			.POST(BodyPublishers.ofString("hello"))
			.build(), BodyHandlers.ofString());
	}

}
