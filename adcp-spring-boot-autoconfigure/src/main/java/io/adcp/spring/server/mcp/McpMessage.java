package io.adcp.spring.server.mcp;

import io.adcp.spring.server.WireRequest;
import io.adcp.spring.wire.JsonSlice;
import io.adcp.spring.wire.MalformedJsonException;
import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * A JSON-RPC message as it came over the wire. It is parsed here, strictly, before the
 * MCP SDK sees it: the SDK merges duplicate names, and answers malformed input with its
 * own exceptions' texts.
 */
final class McpMessage {

	private static final JsonSlice NO_ARGUMENTS = new JsonSlice(new byte[] { '{', '}' }, 0, 2);

	private final byte[] bytes;

	private final JsonNode json;

	private McpMessage(byte[] bytes, JsonNode json) {
		this.bytes = bytes;
		this.json = json;
	}

	/**
	 * Parse a message.
	 * @param bytes the message
	 * @return the message
	 * @throws MalformedJsonException if it is not well-formed JSON
	 */
	static McpMessage parse(byte[] bytes) {
		return new McpMessage(bytes, StrictJson.read(bytes));
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
		JsonNode params = this.json.path("params");
		if (!params.isMissingNode() && !params.isObject()) {
			return "The params must be an object";
		}
		if (!params.path("_meta").isMissingNode() && !params.path("_meta").isObject()) {
			return "The _meta must be an object";
		}
		return isToolCall() ? toolCallFault(params) : null;
	}

	private @Nullable String toolCallFault(JsonNode params) {
		if (text(params, "name") == null) {
			return "A tool call must name its tool";
		}
		JsonNode arguments = params.path("arguments");
		return (arguments.isMissingNode() || arguments.isObject()) ? null : "A tool's arguments must be an object";
	}

	boolean isToolCall() {
		return "tools/call".equals(text(this.json, "method"));
	}

	JsonNode id() {
		return this.json.path("id");
	}

	byte[] bytes() {
		return this.bytes;
	}

	WireRequest arguments() {
		JsonSlice slice = StrictJson.find(this.bytes, "params", "arguments");
		return (slice != null) ? new WireRequest(slice, this.json.path("params").path("arguments"))
				: new WireRequest(NO_ARGUMENTS, NO_ARGUMENTS.read());
	}

	private static @Nullable String text(JsonNode object, String name) {
		JsonNode value = object.path(name);
		return value.isString() ? value.asString() : null;
	}

}
