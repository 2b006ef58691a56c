package io.adcp.spring.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.client.FaultServer.Exchange;
import io.adcp.spring.client.FaultServer.Step;
import io.adcp.spring.client.mcp.McpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * JSON-RPC ids: each message has its own, and an answer belongs to the message whose id
 * it has.
 */
class McpMessageIdTests {

	private static final Step DONE = FaultServer.success("{\"media_buy_id\":\"mb-1\"}");

	private static final String RESULT = "\"result\":{\"structuredContent\":{\"media_buy_id\":\"mb-1\"}}}";

	private final FaultServer seller = new FaultServer();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@Test
	void everyAttemptHasAnIdOfItsOwnAndTheSameArguments() {
		this.seller.script(FaultServer.reset(""), FaultServer.status(503), DONE);
		book(client());
		assertThat(this.seller.requests()).extracting(FaultServer.Request::jsonRpcId)
			.hasSize(3)
			.doesNotHaveDuplicates();
		assertThat(this.seller.requests()).extracting(FaultServer.Request::argumentsText)
			.containsOnly(this.seller.requests().get(0).argumentsText());
	}

	@Test
	void aCallThatIsSentAgainInANewSessionHasANewId() {
		this.seller
			.handshake((exchange) -> exchange.respond(200, "application/json",
					exchange.message("\"result\":{\"protocolVersion\":\"2025-06-18\"}"), "Mcp-Session-Id: s-1"))
			.script(FaultServer.status(404), DONE);
		assertThat(book(client()).attempts()).isEqualTo(1);
		assertThat(this.seller.requests()).extracting(FaultServer.Request::jsonRpcId)
			.hasSize(2)
			.doesNotHaveDuplicates();
	}

	@Test
	void theCallCanBeFoundByTheIdOfEachAttempt() {
		this.seller.script(DONE);
		AdcpCall call = client().task(AdcpTask.CREATE_MEDIA_BUY).prepare();
		client().resume(call, JsonNode.class);
		assertThat(this.seller.requests().get(0).jsonRpcId()).startsWith(call.id());
	}

	@Test
	void twoWhoResumeACallAtOnceBothGetAnAnswer() throws Exception {
		Map<String, Exchange> open = new ConcurrentHashMap<>();
		CountDownLatch both = new CountDownLatch(2);
		CountDownLatch answered = new CountDownLatch(1);
		this.seller.script((exchange) -> {
			// as MCP's SDKs do: the stream of a request is found by its id
			open.put(exchange.request().jsonRpcId(), exchange);
			both.countDown();
			await(answered);
		});
		AdcpClient client = client();
		AdcpCall call = client.task(AdcpTask.CREATE_MEDIA_BUY).prepare();
		Mono<Long> answers = Mono
			.when(client.reactive().resume(call, JsonNode.class), client.reactive().resume(call, JsonNode.class))
			.thenReturn(2L)
			.cache();
		answers.subscribe();
		await(both);
		for (Exchange exchange : open.values()) {
			DONE.play(exchange);
		}
		assertThat(open).hasSize(2);
		assertThat(answers.block(Duration.ofSeconds(10))).isEqualTo(2);
		answered.countDown();
	}

	@Test
	void anErrorWithoutAnIdInAStreamIsNotTheAnswer() {
		this.seller.script(FaultServer.sse("data: {\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,"
				+ "\"message\":\"of something else\"}}\n\ndata: {\"jsonrpc\":\"2.0\",\"id\":\"ID\"," + RESULT
				+ "\n\n"));
		AdcpResult<JsonNode> result = book(client());
		assertThat(result.attempts()).isEqualTo(1);
		assertThat(result.body().path("media_buy_id").asString()).isEqualTo("mb-1");
	}

	@Test
	void anErrorWithoutAnIdThatStandsAloneIsTheAnswer() {
		this.seller.script(FaultServer.body("application/json",
				"{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"no JSON\"}}"));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> book(client()))
			.withMessageContaining("no JSON");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"id\":null,", "", "\"id\":\"other\",", "\"id\":1," })
	void aResultWithAnotherIdIsNotTheAnswer(String id) {
		this.seller.script(FaultServer.body("application/json", "{\"jsonrpc\":\"2.0\"," + id + RESULT), DONE);
		assertThat(book(client()).attempts()).isEqualTo(2);
	}

	private static void await(CountDownLatch latch) throws IOException {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
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
