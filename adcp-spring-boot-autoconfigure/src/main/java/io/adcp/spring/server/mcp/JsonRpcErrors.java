package io.adcp.spring.server.mcp;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.wire.AdcpErrorBody;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what is answered to messages that are no call of a task: a JSON-RPC error with
 * the AdCP error as its data.
 */
final class JsonRpcErrors {

	static final int PARSE_ERROR = -32700;

	static final int INVALID_REQUEST = -32600;

	private JsonRpcErrors() {
	}

	/**
	 * Write an error.
	 * @param code JSON-RPC's code
	 * @param id the message's id; {@code null} is written where it is none
	 * @param message what is wrong, in words for the caller
	 * @return the answer
	 */
	static String write(int code, @Nullable JsonNode id, String message) {
		ObjectNode body = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
		body.set("id",
				(id != null && (id.isString() || id.isIntegralNumber())) ? id : JsonNodeFactory.instance.nullNode());
		ObjectNode error = body.putObject("error").put("code", code).put("message", message);
		error.set("data", AdcpErrorBody.write(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message), null));
		return body.toString();
	}

}
