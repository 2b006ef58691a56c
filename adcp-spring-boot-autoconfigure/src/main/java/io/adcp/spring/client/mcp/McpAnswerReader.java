package io.adcp.spring.client.mcp;

import java.time.Clock;
import java.time.Duration;

import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.jsonrpc.JsonRpcFaults;
import io.adcp.spring.client.jsonrpc.JsonRpcRefusal;
import io.adcp.spring.client.jsonrpc.JsonRpcResponse;
import io.adcp.spring.client.jsonrpc.RetryAfter;
import io.adcp.spring.wire.LenientJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Reads an HTTP response: its status, then its body as JSON or as server-sent events.
 */
final class McpAnswerReader {

	private final Clock clock;

	McpAnswerReader(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Read the answer to a call.
	 * @return the answer, an {@link AdcpException}, or a
	 * {@link McpSessionRefusedException} where a missing session may be the reason
	 */
	Mono<AdcpAnswer> read(McpExchange exchange, ClientResponse response) {
		if (!response.statusCode().is2xxSuccessful()) {
			return refusal(exchange, response).flatMap((refusal) -> outcome(exchange, refusal));
		}
		return message(exchange.id(), response).map((message) -> McpMessage.answer(exchange, message))
			.switchIfEmpty(Mono.error(() -> isHtml(response) ? JsonRpcFaults.noEndpoint(exchange)
					: JsonRpcFaults.garbled(exchange, "there is no JSON-RPC response in it")));
	}

	/** The status is known, whatever becomes of the body. */
	private Mono<JsonRpcRefusal> refusal(McpExchange exchange, ClientResponse response) {
		Mono<ObjectNode> body = isEvents(response) ? message(exchange.id(), response)
				: response.bodyToMono(byte[].class).mapNotNull(LenientJson::object);
		return body.onErrorComplete()
			.defaultIfEmpty(JsonNodeFactory.instance.objectNode())
			.map((content) -> new JsonRpcRefusal(exchange, response.statusCode().value(), content,
					retryAfter(response)));
	}

	private static Mono<AdcpAnswer> outcome(McpExchange exchange, JsonRpcRefusal refusal) {
		Mono<AdcpAnswer> outcome = Mono.fromSupplier(refusal::answer);
		return mayWantSession(exchange, refusal) ? Mono.error(new McpSessionRefusedException(outcome)) : outcome;
	}

	/** A task's own error came through a session, unless MCP's sign says otherwise. */
	private static boolean mayWantSession(McpExchange exchange, JsonRpcRefusal refusal) {
		boolean error = refusal.error() != null;
		return (refusal.status() == 404 && (!error || exchange.session().id() != null))
				|| (refusal.status() == 400 && !error);
	}

	@Nullable Duration retryAfter(ClientResponse response) {
		return RetryAfter.read(response.headers().asHttpHeaders(), this.clock);
	}

	/**
	 * Find the response to a request in the body; empty where there is none.
	 */
	static Mono<ObjectNode> message(String requestId, ClientResponse response) {
		if (isEvents(response)) {
			return McpEvents.read(response).mapNotNull((data) -> JsonRpcResponse.find(requestId, data)).next();
		}
		return response.bodyToMono(byte[].class).mapNotNull((bytes) -> JsonRpcResponse.find(requestId, bytes));
	}

	private static boolean isEvents(ClientResponse response) {
		return isOf(MediaType.TEXT_EVENT_STREAM, response);
	}

	private static boolean isHtml(ClientResponse response) {
		return isOf(MediaType.TEXT_HTML, response) || isOf(MediaType.APPLICATION_XHTML_XML, response);
	}

	private static boolean isOf(MediaType expected, ClientResponse response) {
		return response.headers().contentType().filter(expected::equalsTypeAndSubtype).isPresent();
	}

}
