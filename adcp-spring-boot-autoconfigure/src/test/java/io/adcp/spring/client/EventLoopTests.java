package io.adcp.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.client.FaultServer.Step;
import io.adcp.spring.client.mcp.McpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that waited for the same answer go on from no event loop: Reactor Netty opens a
 * connection on the loop that asks for it, so all of them would share one for good.
 */
class EventLoopTests {

	private static final int CALLS = 16;

	private static final Step DONE = FaultServer.success("{\"media_buy_id\":\"mb-1\"}");

	private final FaultServer seller = new FaultServer();

	/** From which thread each call went on. */
	private final Queue<String> threads = new ConcurrentLinkedQueue<>();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@Test
	void theFirstCallsThatWaitForTheCapabilities() {
		this.seller.script(DONE);
		AdcpTransport transport = McpTransport.builder(this.seller.url()).build();
		AdcpTransport noting = (call, token) -> {
			if (AdcpTask.CREATE_MEDIA_BUY.equals(call.task())) {
				this.threads.add(Thread.currentThread().getName());
			}
			return transport.send(call, token);
		};
		callTogether(AdcpClient.builder("acme", noting).build());
		assertThat(this.seller.capabilityRequests()).hasSize(1);
		assertThat(this.threads).hasSize(CALLS).noneMatch(EventLoopTests::isEventLoop);
	}

	@Test
	void theFirstCallsThatWaitForASession() {
		CountDownLatch refused = new CountDownLatch(CALLS);
		this.seller.handshake((exchange) -> {
			awaitQuietly(refused);
			exchange.respond(200, "application/json",
					exchange.message("\"result\":{\"protocolVersion\":\"2025-06-18\"}"), "Mcp-Session-Id: s-1");
		}).script((exchange) -> {
			if (exchange.request().headers().containsKey("mcp-session-id")) {
				DONE.play(exchange);
				return;
			}
			exchange.respond(400, "text/plain", "");
			refused.countDown();
		});
		WebClient.Builder noting = WebClient.builder().filter((request, next) -> {
			if (request.headers().containsHeader("Mcp-Session-Id")) {
				this.threads.add(Thread.currentThread().getName());
			}
			return next.exchange(request);
		});
		callTogether(AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).webClient(noting).build())
			.requireIdempotency(false)
			.build());
		// One is the handshake's own, and a call that hears late of its refusal need not
		// wait
		assertThat(this.threads).hasSize(CALLS + 1).filteredOn(EventLoopTests::isEventLoop).hasSizeLessThan(CALLS / 2);
	}

	private static void callTogether(AdcpClient client) {
		List<AdcpResult<JsonNode>> results = Flux.range(0, CALLS)
			.flatMap((i) -> client.reactive().createMediaBuy(Map.of("n", i)).call(JsonNode.class), CALLS)
			.collectList()
			.block(Duration.ofSeconds(20));
		assertThat(results).hasSize(CALLS);
	}

	private static boolean isEventLoop(String thread) {
		return thread.startsWith("reactor-http");
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
