package io.adcp.spring.verification.benchmark;

import java.net.URI;
import java.util.UUID;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Calls a seller as somebody does who has nothing but a {@link WebClient}: no retries, no
 * time-outs, no errors, no session.
 */
final class PlainCaller {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final WebClient webClient;

	private final URI url;

	PlainCaller(WebClient webClient, URI url) {
		this.webClient = webClient;
		this.url = url;
	}

	/**
	 * Write a request with a fresh key, post it and read the answer.
	 * @param arguments the request without a key
	 * @return the task's answer
	 */
	Mono<JsonNode> call(ObjectNode arguments) {
		return Mono.defer(() -> post(message(arguments)));
	}

	/**
	 * Post a message that was written before, and read the answer.
	 * @param message the message
	 * @return the task's answer
	 */
	Mono<JsonNode> post(byte[] message) {
		return this.webClient.post()
			.uri(this.url)
			.contentType(MediaType.APPLICATION_JSON)
			.accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
			.bodyValue(message)
			.retrieve()
			.bodyToMono(byte[].class)
			.map((json) -> MAPPER.readTree(json).path("result").path("structuredContent"));
	}

	static byte[] message(ObjectNode arguments) {
		ObjectNode keyed = MAPPER.createObjectNode().put("idempotency_key", IdempotencyKey.generate());
		keyed.setAll(arguments);
		ObjectNode message = MAPPER.createObjectNode()
			.put("jsonrpc", "2.0")
			.put("id", UUID.randomUUID().toString())
			.put("method", "tools/call");
		message.putObject("params").put("name", AdcpTask.CREATE_MEDIA_BUY).set("arguments", keyed);
		return MAPPER.writeValueAsBytes(message);
	}

}
