package io.adcp.spring.verification.benchmark;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.adcp.spring.AdcpTask;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers every {@code tools/call} at once with the same bytes, on a thread of its own,
 * so that nearly all of a call's time is the client's.
 */
final class AnsweringServer implements AutoCloseable {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final String ID = "\"id\":\"";

	private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);

	private final String booked = behindId(MAPPER.valueToTree(new BookedBuy(UUID.randomUUID(),
			List.of(UUID.randomUUID(), UUID.randomUUID()), "summer-2030", BigDecimal.TEN)
		.answer()));

	private final String capabilities = behindId((ObjectNode) MAPPER.readTree(
			"""
					{"adcp": {"idempotency": {"supported": true, "replay_ttl_seconds": 86400, "in_flight_max_seconds": 60}}}"""));

	private final LoopResources loop = LoopResources.create("answering-server", 1, true);

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.runOn(this.loop)
		.handle(this::answer)
		.bindNow();

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.port() + "/mcp");
	}

	private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap((body) -> {
			byte[] answer = ("{\"jsonrpc\":\"2.0\",\"id\":" + id(body)
					+ (body.contains(AdcpTask.GET_ADCP_CAPABILITIES) ? this.capabilities : this.booked))
				.getBytes(StandardCharsets.UTF_8);
			return response.header("Content-Type", "application/json")
				.header("Content-Length", Integer.toString(answer.length))
				.sendByteArray(Mono.just(answer))
				.then();
		});
	}

	/** Found without parsing: this server is to cost as little as it can. */
	private static String id(String request) {
		int from = request.indexOf(ID);
		return (from >= 0) ? request.substring(from + ID.length() - 1, request.indexOf('"', from + ID.length()) + 1)
				: "null";
	}

	private static String behindId(ObjectNode content) {
		ObjectNode result = MAPPER.createObjectNode();
		// As the official SDK's servers do it: structured, and once more as text
		result.putArray("content").addObject().put("type", "text").put("text", content.toString());
		result.set("structuredContent", content);
		result.put("isError", false);
		return ",\"result\":" + result + "}";
	}

	@Override
	public void close() {
		this.server.disposeNow(TIME_TO_STOP);
		this.loop.disposeLater().block(TIME_TO_STOP);
	}

}
