package io.adcp.spring.client.mcp;

import java.util.Set;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.wire.AdcpErrorBody;
import io.adcp.spring.wire.LenientJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the task's answer in a JSON-RPC response.
 */
final class McpMessage {

	/** Parse error, invalid request, method not found, invalid params. */
	private static final Set<Integer> REQUEST_REFUSED = Set.of(-32700, -32600, -32601, -32602);

	private McpMessage() {
	}

	/**
	 * Read a JSON text as the response to a request, one among others.
	 * @param requestId the request's JSON-RPC id
	 * @return the response, or {@code null} where the text is something else, such as a
	 * notification, or an error that does not say what it answers
	 */
	static @Nullable ObjectNode response(String requestId, @Nullable String json) {
		ObjectNode message = LenientJson.object(json);
		return (message != null && isResponse(message) && hasId(requestId, message)) ? message : null;
	}

	/**
	 * Read JSON as the response to a request, the only one that there is. An error may
	 * have no id, because the seller could not find it.
	 * @see #response(String, String)
	 */
	static @Nullable ObjectNode response(String requestId, byte[] json) {
		ObjectNode message = LenientJson.object(json);
		return (message != null && isResponse(message) && isFor(requestId, message)) ? message : null;
	}

	private static boolean isResponse(ObjectNode message) {
		return message.has("result") || message.has("error");
	}

	private static boolean hasId(String requestId, ObjectNode message) {
		return requestId.equals(message.path("id").stringValue(null));
	}

	private static boolean isFor(String requestId, ObjectNode message) {
		return hasId(requestId, message) || (message.has("error") && !message.hasNonNull("id"));
	}

	/**
	 * Find the task's answer: an error first, then the structured content, then the first
	 * text that is a JSON object.
	 * @throws AdcpException where there is none
	 */
	static AdcpAnswer answer(McpExchange exchange, ObjectNode message) {
		if (message.has("error")) {
			return protocolError(exchange, message);
		}
		JsonNode result = message.path("result");
		boolean error = result.path("isError").booleanValue(false);
		ObjectNode content = content(result);
		if (content != null) {
			return new AdcpAnswer(content, error);
		}
		if (error) {
			String text = result.path("content").path(0).path("text").stringValue("");
			return error(AdcpErrorCode.SERVICE_UNAVAILABLE, exchange.quote(text));
		}
		throw McpFaults.garbled(exchange, "its result holds no JSON object");
	}

	private static @Nullable ObjectNode content(JsonNode result) {
		if (result.path("structuredContent") instanceof ObjectNode structured) {
			return structured;
		}
		for (JsonNode part : result.path("content")) {
			ObjectNode object = LenientJson.object(part.path("text").stringValue(null));
			if (object != null) {
				return object;
			}
		}
		return null;
	}

	private static AdcpAnswer protocolError(McpExchange exchange, ObjectNode message) {
		ObjectNode content = adcpError(exchange, message);
		if (content != null) {
			return new AdcpAnswer(content, true);
		}
		String text = exchange.quote(text(message));
		if (refusesRequest(message)) {
			return error(AdcpErrorCode.INVALID_REQUEST, text);
		}
		AdcpCall call = exchange.call();
		throw AdcpTransportException.noAnswer(call, "The agent '" + call.agent() + "' answered " + call.task()
				+ " with the JSON-RPC error " + code(message) + (text.isEmpty() ? "" : ": " + text), null, null);
	}

	/**
	 * Find the AdCP error in what came with a status that is one, or in a JSON-RPC error:
	 * as its data, as the result, or alone.
	 * @return the error's body, or {@code null} where there is none
	 */
	static @Nullable ObjectNode adcpError(McpExchange exchange, ObjectNode body) {
		if (!isResponse(body)) {
			return AdcpErrorBody.isError(body) ? body : null;
		}
		if (!isFor(exchange.id(), body)) {
			return null;
		}
		if (body.path("error").path("data") instanceof ObjectNode data) {
			return (data.has("adcp_error") || data.has("errors")) ? data : null;
		}
		JsonNode result = body.path("result");
		ObjectNode content = content(result);
		boolean error = content != null
				&& (result.path("isError").booleanValue(false) || AdcpErrorBody.isError(content));
		return error ? content : null;
	}

	/** Whether a JSON-RPC error says that the request itself is at fault. */
	static boolean refusesRequest(ObjectNode body) {
		return REQUEST_REFUSED.contains(code(body));
	}

	private static int code(ObjectNode body) {
		return body.path("error").path("code").asInt(0);
	}

	/** What a JSON-RPC error says, or an empty text. */
	static String text(ObjectNode body) {
		return body.path("error").path("message").stringValue("");
	}

	static AdcpAnswer error(AdcpErrorCode code, String message) {
		ObjectNode content = JsonNodeFactory.instance.objectNode();
		content.putObject("adcp_error").put("code", code.name()).put("message", message);
		return new AdcpAnswer(content, true);
	}

}
