package io.adcp.spring.server.mcp;

import io.adcp.spring.wire.MalformedJsonException;
import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A JSON-RPC message as it came over the wire.
 */
final class JsonRpcMessage {

	static final String TOOL_CALL = "tools/call";

	private final JsonNode json;

	private JsonRpcMessage(JsonNode json) {
		this.json = json;
	}

	/**
	 * Parse a message.
	 * @param bytes the message
	 * @return the message
	 * @throws MalformedJsonException if it is not well-formed JSON
	 */
	static JsonRpcMessage parse(byte[] bytes) {
		return new JsonRpcMessage(StrictJson.read(bytes));
	}

	/**
	 * Return what keeps this from being a JSON-RPC message.
	 * @return a sentence, or {@code null} if nothing does
	 */
	@Nullable String fault() {
		if (!this.json.isObject() || !"2.0".equals(text(this.json, "jsonrpc")) || text(this.json, "method") == null) {
			return "The body must be one JSON-RPC 2.0 object with a method";
		}
		JsonNode id = this.json.path("id");
		if (!id.isMissingNode() && !id.isString() && !(id.isIntegralNumber() && id.canConvertToLong())) {
			return "The id must be a string or an integer of at most 64 bits";
		}
		JsonNode params = params();
		if (!params.isMissingNode() && !params.isObject()) {
			return "The params must be an object";
		}
		if (!params.path("_meta").isMissingNode() && !params.path("_meta").isObject()) {
			return "The _meta must be an object";
		}
		return TOOL_CALL.equals(method()) ? toolCallFault(params) : null;
	}

	// A call that nobody waits for must not run: its caller would never learn the end.
	private @Nullable String toolCallFault(JsonNode params) {
		if (isNotification()) {
			return "A tool call must have an id";
		}
		if (text(params, "name") == null) {
			return "A tool call must name its tool";
		}
		JsonNode arguments = params.path("arguments");
		return (arguments.isMissingNode() || arguments.isObject()) ? null : "A tool's arguments must be an object";
	}

	String method() {
		return this.json.path("method").asString();
	}

	boolean isNotification() {
		return this.json.path("id").isMissingNode();
	}

	JsonNode id() {
		return this.json.path("id");
	}

	JsonNode params() {
		return this.json.path("params");
	}

	String tool() {
		return params().path("name").asString();
	}

	JsonNode arguments() {
		JsonNode arguments = params().path("arguments");
		return arguments.isMissingNode() ? JsonNodeFactory.instance.objectNode() : arguments;
	}

	private static @Nullable String text(JsonNode object, String name) {
		JsonNode value = object.path(name);
		return value.isString() ? value.asString() : null;
	}

}
