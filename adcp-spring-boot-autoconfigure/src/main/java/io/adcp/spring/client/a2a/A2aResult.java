package io.adcp.spring.client.a2a;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.client.jsonrpc.JsonRpcFaults;
import io.adcp.spring.client.jsonrpc.JsonRpcResponse;
import io.adcp.spring.wire.AdcpErrorBody;
import io.adcp.spring.wire.DoubleRange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the task's answer in the result of a message, in A2A 1.0 and 0.3 alike (AdCP 3.2,
 * A2A response extraction). What AdCP has of the task stands in a DataPart; the state of
 * A2A tells where to look, and never replaces a status that stands there.
 *
 * @param state the state in the words of A2A 0.3
 * @param task the task of A2A
 */
record A2aResult(String state, JsonNode task) {

	private static final String PREFIX = "TASK_STATE_";

	private static final Set<String> FAILED = Set.of("failed", "rejected", "canceled");

	private static final Set<String> WAITING = Set.of("input-required", "auth-required");

	private static final Set<String> AT_WORK = Set.of("working", "submitted");

	private static final List<String> ENVELOPES = List.of("task", "message", "statusUpdate", "artifactUpdate");

	/**
	 * Find the task's answer.
	 * @throws AdcpException where there is none
	 */
	static AdcpAnswer answer(A2aExchange exchange, JsonNode json) {
		A2aResult result = read(json);
		if (result == null) {
			throw JsonRpcFaults.garbled(exchange, "its result is no task of A2A");
		}
		ObjectNode content = result.content();
		if (content != null && result.isWrapper(content)) {
			throw JsonRpcFaults.garbled(exchange, "its result is wrapped in a response of some framework");
		}
		if (content != null && !DoubleRange.holds(content)) {
			throw JsonRpcFaults.garbled(exchange, "a number in it is beyond what A2A carries");
		}
		return (content != null) ? result.answer(exchange, content) : result.answerWithoutContent(exchange);
	}

	/**
	 * Find the task's error.
	 * @return the error's body, or {@code null} where there is none
	 */
	static @Nullable ObjectNode error(JsonNode json) {
		A2aResult result = read(json);
		return (result != null) ? result.error() : null;
	}

	private @Nullable ObjectNode error() {
		ObjectNode content = content();
		return (content != null && (FAILED.contains(this.state) || AdcpErrorBody.isError(content))) ? content : null;
	}

	/**
	 * Read a result.
	 * @return the result, or {@code null} where it is not one of a task whose state is
	 * known
	 */
	static @Nullable A2aResult read(JsonNode json) {
		JsonNode task = unwrap(json);
		String state = task.path("status").path("state").stringValue("");
		String plain = state.startsWith(PREFIX)
				? state.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-') : state;
		boolean known = plain.equals("completed") || FAILED.contains(plain) || WAITING.contains(plain)
				|| AT_WORK.contains(plain);
		return known ? new A2aResult(plain, task) : null;
	}

	/** Once and not again: what is wrapped twice is no task of ours. */
	private static JsonNode unwrap(JsonNode json) {
		if (json.size() != 1 || ENVELOPES.stream().noneMatch((name) -> json.path(name).isObject())) {
			return json;
		}
		JsonNode inner = json.iterator().next();
		return ENVELOPES.stream().anyMatch(inner::has) ? JsonNodeFactory.instance.missingNode() : inner;
	}

	/**
	 * Find what AdCP says: where the task is over the last DataPart of its first artifact
	 * or else, as while it is not, the first one of its status.
	 */
	@Nullable ObjectNode content() {
		ObjectNode found = null;
		if (isOver()) {
			for (JsonNode part : this.task.path("artifacts").path(0).path("parts")) {
				found = (part.path("data") instanceof ObjectNode data) ? data : found;
			}
		}
		return (found != null) ? found : interimContent();
	}

	private @Nullable ObjectNode interimContent() {
		for (JsonNode part : statusParts()) {
			if (part.path("data") instanceof ObjectNode data) {
				return data;
			}
		}
		return null;
	}

	private JsonNode statusParts() {
		return this.task.path("status").path("message").path("parts");
	}

	private boolean isOver() {
		return !WAITING.contains(this.state) && !AT_WORK.contains(this.state);
	}

	boolean isWrapper(ObjectNode content) {
		return isOver() && content.size() == 1 && content.path("response").isObject();
	}

	private AdcpAnswer answer(A2aExchange exchange, ObjectNode content) {
		if (AT_WORK.contains(this.state) && !content.path("status").isString() && !AdcpErrorBody.isError(content)) {
			throw stillWorking(exchange);
		}
		return withStatus(content);
	}

	private AdcpAnswer withStatus(ObjectNode content) {
		if (WAITING.contains(this.state) && !content.has("status")) {
			content.put("status", this.state);
		}
		return new AdcpAnswer(content, FAILED.contains(this.state));
	}

	private AdcpAnswer answerWithoutContent(A2aExchange exchange) {
		if (WAITING.contains(this.state)) {
			return withStatus(JsonNodeFactory.instance.objectNode());
		}
		return switch (this.state) {
			case "failed" -> JsonRpcResponse.error(AdcpErrorCode.SERVICE_UNAVAILABLE, said(exchange));
			case "rejected" -> throw rejected(exchange);
			case "working", "submitted" -> throw stillWorking(exchange);
			default -> throw JsonRpcFaults.garbled(exchange, "its task is " + this.state + " and holds no data");
		};
	}

	private AdcpException rejected(A2aExchange exchange) {
		AdcpCall call = exchange.call();
		return AdcpTransportException.permanent(call,
				"The agent '" + call.agent() + "' rejected " + call.task() + ": " + said(exchange), false, null);
	}

	/** The same call, sent again, is in flight or gets the answer. */
	private AdcpException stillWorking(A2aExchange exchange) {
		AdcpCall call = exchange.call();
		return AdcpTransportException.noAnswer(call,
				"The agent '" + call.agent() + "' gave no answer to " + call.task() + " yet: it is " + this.state, null,
				null);
	}

	private String said(A2aExchange exchange) {
		for (JsonNode part : statusParts()) {
			if (part.path("text").isString()) {
				return exchange.quote(part.path("text").stringValue(""));
			}
		}
		return "it does not say why";
	}

}
