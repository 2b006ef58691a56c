package io.adcp.spring.client.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransport.Answer;
import io.adcp.spring.client.AdcpTransportException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the task's answer in a JSON-RPC response.
 */
final class McpMessage {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	/** Parse error, invalid request, method not found, invalid params. */
	private static final Set<Integer> REQUEST_REFUSED = Set.of(-32700, -32600, -32601, -32602);

	private static final int MAX_TEXT = 500;

	private McpMessage() {
	}

	/**
	 * Read a JSON text as the response to a request.
	 * @param requestId the request's JSON-RPC id
	 * @return the response, or {@code null} where the text is something else, such as a
	 * notification
	 */
	static @Nullable JsonNode response(String requestId, @Nullable String json) {
		return response(requestId, object(json));
	}

	/**
	 * Read JSON in UTF-8 as the response to a request.
	 * @see #response(String, String)
	 */
	static @Nullable JsonNode response(String requestId, byte[] json) {
		return response(requestId, object(json));
	}

	private static @Nullable JsonNode response(String requestId, @Nullable ObjectNode message) {
		if (message == null || !(message.has("result") || message.has("error"))) {
			return null;
		}
		JsonNode id = message.get("id");
		return (id == null || id.isNull() || requestId.equals(id.stringValue(null))) ? message : null;
	}

	/**
	 * Find the task's answer: an error first, then the structured content, then the first
	 * text that is a JSON object.
	 * @throws AdcpException where there is none
	 */
	static Answer answer(AdcpCall call, JsonNode message) {
		if (message.has("error")) {
			return protocolError(call, message.path("error"));
		}
		JsonNode result = message.path("result");
		boolean error = result.path("isError").booleanValue(false);
		ObjectNode content = content(result);
		if (content != null) {
			return new Answer(content, error);
		}
		if (error) {
			String text = result.path("content").path(0).path("text").stringValue("");
			return error(AdcpErrorCode.SERVICE_UNAVAILABLE, text);
		}
		throw McpFaults.garbled(call, "its result holds no JSON object");
	}

	private static @Nullable ObjectNode content(JsonNode result) {
		if (result.path("structuredContent") instanceof ObjectNode structured) {
			return structured;
		}
		for (JsonNode part : result.path("content")) {
			ObjectNode object = object(part.path("text").stringValue(null));
			if (object != null) {
				return object;
			}
		}
		return null;
	}

	private static Answer protocolError(AdcpCall call, JsonNode error) {
		if (error.path("data") instanceof ObjectNode data && (data.has("adcp_error") || data.has("errors"))) {
			return new Answer(data, true);
		}
		int code = error.path("code").asInt(0);
		if (REQUEST_REFUSED.contains(code)) {
			return error(AdcpErrorCode.INVALID_REQUEST, error.path("message").stringValue(""));
		}
		throw AdcpTransportException.noAnswer(call,
				"The agent '" + call.agent() + "' answered " + call.task() + " with the JSON-RPC error " + code, null,
				null);
	}

	private static Answer error(AdcpErrorCode code, String message) {
		ObjectNode content = MAPPER.createObjectNode();
		content.putObject("adcp_error")
			.put("code", code.name())
			.put("message", message.substring(0, Math.min(MAX_TEXT, message.length())));
		return new Answer(content, true);
	}

	private static @Nullable ObjectNode object(byte[] json) {
		try {
			return (MAPPER.readTree(json) instanceof ObjectNode object) ? object : null;
		}
		catch (JacksonException ex) {
			// a stray byte in some text must not cost the whole answer
			return object(new String(json, StandardCharsets.UTF_8));
		}
	}

	private static @Nullable ObjectNode object(@Nullable String json) {
		try {
			return (json != null && MAPPER.readTree(json) instanceof ObjectNode object) ? object : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
