package io.adcp.spring.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.client.FaultServer.Exchange;
import io.adcp.spring.client.FaultServer.Step;
import io.adcp.spring.client.mcp.McpTransport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A seller that demands a session, as those built on the SDKs for TypeScript and Python
 * do unless told otherwise.
 */
class McpSessionTests {

	private static final Step DONE = FaultServer.success("{\"media_buy_id\":\"mb-1\"}");

	private final FaultServer seller = new FaultServer();

	private final Set<String> sessions = ConcurrentHashMap.newKeySet();

	private final AtomicInteger opened = new AtomicInteger();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@Test
	void callsAStatelessSellerWithoutAHandshake() {
		this.seller.script(DONE);
		book(client());
		assertThat(this.seller.handshakes()).isEmpty();
		assertThat(this.seller.requests().get(0).headers()).doesNotContainKey("mcp-session-id");
	}

	@Test
	void opensASessionWhereTheSellerDemandsOneAndKeepsIt() {
		this.seller.handshake(this::open).script(inSession(DONE));
		AdcpClient client = client();
		assertThat(book(client).attempts()).isEqualTo(1);
		assertThat(book(client).attempts()).isEqualTo(1);
		assertThat(this.seller.handshakes()).extracting(FaultServer.Request::method)
			.containsExactly("initialize", "notifications/initialized");
		assertThat(this.seller.requests()).extracting(this::session).containsExactly(null, "s-1", "s-1");
		assertThat(this.seller.requests().get(1).argumentsText())
			.isEqualTo(this.seller.requests().get(0).argumentsText());
		assertThat(this.seller.requests().get(1).headers()).containsEntry("mcp-protocol-version", "2025-06-18");
	}

	@Test
	void readsTheHandshakeFromEventsToo() {
		this.seller.handshake((exchange) -> {
			this.sessions.add("s-1");
			exchange.respond(200, "text/event-stream",
					"event: message\ndata: {\"jsonrpc\":\"2.0\","
							+ "\"id\":\"initialize\",\"result\":{\"protocolVersion\":\"2025-06-18\"}}\n\n",
					"Mcp-Session-Id: s-1");
		}).script(inSession(DONE));
		assertThat(book(client()).body().path("media_buy_id").asString()).isEqualTo("mb-1");
	}

	@ParameterizedTest
	@ValueSource(ints = { 404, 400 })
	void sendsTheSameBytesInANewSessionWhenTheOldOneHasExpired(int status) {
		this.seller.handshake(this::open).script(inSession(status, DONE));
		AdcpClient client = client();
		book(client);
		this.sessions.clear();
		assertThat(book(client).attempts()).isEqualTo(1);
		assertThat(this.seller.requests()).extracting(this::session).containsExactly(null, "s-1", "s-1", "s-2");
		assertThat(this.seller.requests().get(3).argumentsText())
			.isEqualTo(this.seller.requests().get(2).argumentsText());
	}

	@Test
	void anExpiredSessionFailsNoOtherCallInFlight() throws Exception {
		CountDownLatch inFlight = new CountDownLatch(3);
		CountDownLatch release = new CountDownLatch(1);
		Step slow = (exchange) -> {
			inFlight.countDown();
			awaitQuietly(release);
			DONE.play(exchange);
		};
		this.seller.handshake(this::open)
			.script(inSession(DONE), inSession(DONE), inSession(slow), inSession(slow), inSession(slow),
					inSession(DONE));
		AdcpClient client = client();
		book(client);
		Mono<List<AdcpResult<JsonNode>>> others = Flux.range(0, 3)
			.flatMap((i) -> client.reactive().createMediaBuy(Map.of("n", i)).call(JsonNode.class))
			.collectList()
			.cache();
		others.subscribe();
		assertThat(inFlight.await(10, TimeUnit.SECONDS)).isTrue();
		this.sessions.clear();
		assertThat(book(client).attempts()).isEqualTo(1);
		assertThat(this.opened).hasValue(2);
		release.countDown();
		assertThat(others.block(Duration.ofSeconds(10))).hasSize(3)
			.allSatisfy((result) -> assertThat(result.attempts()).isEqualTo(1));
		assertThat(this.seller.requests()).hasSize(7);
	}

	@Test
	void callsThatAreRefusedTogetherShareOneHandshake() {
		this.seller.handshake(this::open).script(inSession(DONE));
		AdcpClient client = client();
		assertThat(Flux.range(0, 20)
			.flatMap((i) -> client.reactive().createMediaBuy(Map.of("n", i)).call(JsonNode.class), 20)
			.collectList()
			.block(Duration.ofSeconds(20))).hasSize(20);
		assertThat(this.opened).hasValue(1);
	}

	@Test
	void aCallerThatGoesAwayDoesNotTakeTheHandshakeWithIt() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.seller.handshake((exchange) -> {
			asked.countDown();
			awaitQuietly(release);
			open(exchange);
		}).script(inSession(DONE));
		AdcpClient client = client();
		var first = client.reactive().createMediaBuy(null).call(JsonNode.class).subscribe();
		assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
		Mono<AdcpResult<JsonNode>> second = client.reactive().createMediaBuy(null).call(JsonNode.class).cache();
		second.subscribe();
		first.dispose();
		release.countDown();
		assertThat(second.block(Duration.ofSeconds(10))).isNotNull();
		assertThat(this.opened).hasValue(1);
	}

	@Test
	void keepsASessionForEachToken() {
		this.seller.handshake(this::open).script(inSession(DONE));
		String[] token = { "token-of-desk-one" };
		AdcpClient client = AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
			.requireIdempotency(false)
			.tokenSupplier((agent, rejected) -> Mono.just(token[0]))
			.build();
		book(client);
		token[0] = "token-of-desk-two";
		book(client);
		token[0] = "token-of-desk-one";
		book(client);
		assertThat(this.seller.requests()).extracting(this::session).containsExactly(null, "s-1", null, "s-2", "s-1");
	}

	@Test
	void repeatsACallWhoseHandshakeFailed() {
		AtomicInteger handshakes = new AtomicInteger();
		this.seller.handshake((exchange) -> {
			if (handshakes.incrementAndGet() == 1) {
				FaultServer.reset("").play(exchange);
				return;
			}
			open(exchange);
		}).script(inSession(DONE));
		assertThat(book(client()).attempts()).isEqualTo(2);
	}

	@Test
	void knowsThatNothingWasExecutedWhereNoSessionCouldBeOpened() {
		this.seller.handshake(FaultServer.status(503)).script(inSession(DONE));
		AdcpClient client = client();
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(() -> book(client))
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse())
			.withMessageContaining("No MCP session could be opened");
	}

	@Test
	void aRefusalStandsWhereTheSellerKeepsNoSessions() {
		this.seller.script(FaultServer.status(400), DONE);
		AdcpClient client = client();
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(() -> book(client))
			.withMessageContaining("HTTP 400");
		assertThat(this.seller.requests()).hasSize(1);
		assertThat(book(client).attempts()).isEqualTo(1);
	}

	@Test
	void aRefusalStandsWhereANewSessionDoesNotHelp() {
		this.seller.handshake(this::open).script(FaultServer.status(404));
		AdcpClient client = client();
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(() -> book(client))
			.withMessageContaining("HTTP 404");
		assertThat(this.seller.requests()).hasSize(2);
	}

	private Step inSession(Step step) {
		return inSession(404, step);
	}

	private Step inSession(int expired, Step step) {
		return (exchange) -> {
			String session = session(exchange.request());
			if (session == null || !this.sessions.contains(session)) {
				exchange.respond((session == null) ? 400 : expired, "application/json",
						exchange.message("\"error\":{\"code\":-32000,\"message\":\"Bad Request: no valid session\"}"));
				return;
			}
			step.play(exchange);
		};
	}

	private void open(Exchange exchange) throws IOException {
		String session = "s-" + this.opened.incrementAndGet();
		this.sessions.add(session);
		exchange.respond(200, "application/json",
				exchange.message("\"result\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}}"),
				"Mcp-Session-Id: " + session);
	}

	private @Nullable String session(FaultServer.Request request) {
		return request.headers().get("mcp-session-id");
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static AdcpResult<JsonNode> book(AdcpClient client) {
		return client.task(AdcpTask.CREATE_MEDIA_BUY).body(Map.of("buyer_ref", "b")).call(JsonNode.class);
	}

	private AdcpClient client() {
		SkippedWaits waits = new SkippedWaits();
		return AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
			.requireIdempotency(false)
			.attemptTimeout(Duration.ofSeconds(20))
			.scheduler(waits)
			.listener(waits)
			.build();
	}

}
