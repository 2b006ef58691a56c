package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LossyProxy}.
 */
class LossyProxyTests {

	private static final String BUY = """
			{"params": {"name": "create_media_buy", "arguments":
			 {"idempotency_key": "0123456789abcdef", "po_number": "outdoor-01"}}}""";

	private static final String ANSWER = """
			{"result": {"structuredContent": {"replayed": true}}}""";

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final HttpServer seller;

	private final LossyProxy wire;

	private final HttpClient buyer = HttpClient.newHttpClient();

	LossyProxyTests() throws IOException {
		this.seller = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.seller.createContext("/mcp", (exchange) -> {
			this.received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("X-Asked-By", exchange.getRequestHeaders().getFirst("Authorization"));
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		this.seller.start();
		this.wire = new LossyProxy(new EveryThirdLost());
		this.wire.leadTo(this.seller.getAddress().getPort());
	}

	@AfterEach
	void close() {
		this.wire.close();
		this.seller.stop(0);
	}

	@Test
	void anAnswerThatIsPassedOnArrivesAsTheSellerGaveIt() throws Exception {
		HttpResponse<String> answer = send(BUY);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(ANSWER);
		assertThat(answer.headers().firstValue("X-Asked-By")).hasValue("Bearer token");
		assertThat(this.received).containsExactly(BUY);
		assertThat(this.events).containsExactly("1 outdoor-01 01234567 replayed");
	}

	@Test
	void everyThirdAnswerIsLostAfterTheSellerHasDoneTheWork() throws Exception {
		send(BUY);
		send(BUY);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(BUY));
		assertThat(this.received).hasSize(3);
		assertThat(send(BUY).statusCode()).isEqualTo(200);
		assertThat(this.wire.buysSent()).isEqualTo(4);
	}

	@Test
	void aRepetitionWithOtherBytesIsNoticed() throws Exception {
		send(BUY);
		send(BUY);
		assertThat(this.wire.buysChanged()).isZero();
		this.wire.leadTo(0);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(BUY + " "));
		assertThat(this.wire.buysChanged()).isOne();
	}

	@Test
	void withoutKeysEachAttemptReachesTheSellerUnderAKeyOfItsOwn() throws Exception {
		try (LossyProxy keyless = new LossyProxy(new EveryThirdLost(), false)) {
			keyless.leadTo(this.seller.getAddress().getPort());
			send(keyless, BUY);
			send(keyless, BUY);
		}
		assertThat(this.received).hasSize(2).doesNotHaveDuplicates().noneMatch(BUY::equals);
		assertThat(this.received).allMatch((body) -> body.contains("\"po_number\": \"outdoor-01\""));
	}

	@Test
	void whatIsNotABuyIsNeitherCountedNorLost() throws Exception {
		for (int i = 0; i < 4; i++) {
			assertThat(send("""
					{"params": {"name": "get_adcp_capabilities"}}""").statusCode()).isEqualTo(200);
		}
		assertThat(this.wire.buysSent()).isZero();
		assertThat(this.events).isEmpty();
	}

	@Test
	void withoutASellerTheConnectionIsDropped() {
		this.seller.stop(0);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(BUY));
		assertThat(this.events).containsExactly("unanswered outdoor-01");
		assertThat(this.wire.buysSent()).isOne();
	}

	private HttpResponse<String> send(String body) throws IOException, InterruptedException {
		return send(this.wire, body);
	}

	private HttpResponse<String> send(LossyProxy wire, String body) throws IOException, InterruptedException {
		URI target = wire.address().resolve("/mcp");
		return this.buyer.send(HttpRequest.newBuilder(target)
			.header("Authorization", "Bearer token")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private class EveryThirdLost implements WireEvents {

		@Override
		public void sent(Buy buy) {
			assertThat(buy.key()).isEqualTo("01234567");
		}

		@Override
		public boolean passesOn(Answer answer) {
			LossyProxyTests.this.events.add("%d %s %s%s".formatted(answer.number(), answer.buy().campaign(),
					answer.buy().key(), answer.replayed() ? " replayed" : ""));
			return answer.number() % 3 != 0;
		}

		@Override
		public void unanswered(Buy buy) {
			LossyProxyTests.this.events.add("unanswered " + buy.campaign());
		}

	}

}
