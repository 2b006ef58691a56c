package io.adcp.spring.client.a2a;

import java.time.Clock;
import java.time.Duration;

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
 * Reads an HTTP response: its status, then its body.
 */
final class A2aAnswerReader {

	private final Clock clock;

	A2aAnswerReader(Clock clock) {
		this.clock = clock;
	}

	/** Read the answer to a message. */
	Mono<AdcpAnswer> read(A2aExchange exchange, ClientResponse response) {
		if (!response.statusCode().is2xxSuccessful()) {
			return refusal(exchange, response).map(JsonRpcRefusal::answer);
		}
		return response.bodyToMono(byte[].class)
			.mapNotNull((bytes) -> JsonRpcResponse.find(exchange.id(), bytes))
			.doOnNext((message) -> exchange.note(JsonRpcResponse.code(message)))
			.map((message) -> message.has("error") ? JsonRpcResponse.protocolError(exchange, message)
					: A2aResult.answer(exchange, message.path("result")))
			.switchIfEmpty(Mono.error(() -> isHtml(response) ? JsonRpcFaults.noEndpoint(exchange)
					: JsonRpcFaults.garbled(exchange, "there is no JSON-RPC response in it")));
	}

	/** The status is known, whatever becomes of the body. */
	private Mono<JsonRpcRefusal> refusal(A2aExchange exchange, ClientResponse response) {
		return response.bodyToMono(byte[].class)
			.mapNotNull(LenientJson::object)
			.onErrorComplete()
			.defaultIfEmpty(JsonNodeFactory.instance.objectNode())
			.doOnNext((body) -> exchange.note(JsonRpcResponse.code(body)))
			.map((body) -> refusal(exchange, response, body));
	}

	private JsonRpcRefusal refusal(A2aExchange exchange, ClientResponse response, ObjectNode body) {
		return new JsonRpcRefusal(exchange, response.statusCode().value(), body, retryAfter(response));
	}

	@Nullable Duration retryAfter(ClientResponse response) {
		return RetryAfter.read(response.headers().asHttpHeaders(), this.clock);
	}

	private static boolean isHtml(ClientResponse response) {
		return response.headers()
			.contentType()
			.filter((type) -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML)
					|| type.equalsTypeAndSubtype(MediaType.APPLICATION_XHTML_XML))
			.isPresent();
	}

}
