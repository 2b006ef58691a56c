package io.adcp.spring.client.mcp;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.jsonrpc.JsonRpcFaults;
import io.adcp.spring.client.jsonrpc.JsonRpcResponse;
import io.adcp.spring.wire.AdcpErrorBody;
import io.adcp.spring.wire.LenientJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the task's answer in a JSON-RPC response.
 */
final class McpMessage {

	private McpMessage() {
	}

	/**
	 * Find the task's answer: an error first, then the structured content, then the first
	 * text that is a JSON object.
	 * @throws AdcpException where there is none
	 */
	static AdcpAnswer answer(McpExchange exchange, ObjectNode message) {
		if (message.has("error")) {
			return JsonRpcResponse.protocolError(exchange, message);
		}
		JsonNode result = message.path("result");
		boolean error = isError(result);
		ObjectNode content = content(result);
		if (content != null) {
			return new AdcpAnswer(content, error);
		}
		if (error) {
			String text = result.path("content").path(0).path("text").stringValue("");
			return JsonRpcResponse.error(AdcpErrorCode.SERVICE_UNAVAILABLE, exchange.quote(text));
		}
		throw JsonRpcFaults.garbled(exchange, "its result holds no JSON object");
	}

	/**
	 * Find the task's error in a result.
	 * @return the error's body, or {@code null} where the result is none
	 */
	static @Nullable ObjectNode error(JsonNode result) {
		ObjectNode content = content(result);
		return (content != null && (isError(result) || AdcpErrorBody.isError(content))) ? content : null;
	}

	private static boolean isError(JsonNode result) {
		return result.path("isError").booleanValue(false);
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

}
