package io.adcp.spring.server.mcp;

import io.adcp.spring.server.jsonrpc.JsonRpcMessage;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A {@code tools/call}.
 *
 * @param message the message
 */
record ToolCall(JsonRpcMessage message) {

	static final String METHOD = "tools/call";

	/**
	 * Return what keeps a message from being one of MCP.
	 * @return a sentence, or {@code null} if nothing does
	 */
	static @Nullable String fault(JsonRpcMessage message) {
		String fault = message.fault();
		if (fault != null) {
			return fault;
		}
		JsonNode meta = message.params().path("_meta");
		if (!meta.isMissingNode() && !meta.isObject()) {
			return "The _meta must be an object";
		}
		return METHOD.equals(message.method()) ? new ToolCall(message).fault() : null;
	}

	// A call that nobody waits for must not run: its caller would never learn the end.
	private @Nullable String fault() {
		if (this.message.isNotification()) {
			return "A tool call must have an id";
		}
		if (JsonRpcMessage.text(this.message.params(), "name") == null) {
			return "A tool call must name its tool";
		}
		return arguments().isObject() ? null : "A tool's arguments must be an object";
	}

	JsonNode id() {
		return this.message.id();
	}

	String tool() {
		return this.message.params().path("name").asString();
	}

	JsonNode arguments() {
		JsonNode arguments = this.message.params().path("arguments");
		return arguments.isMissingNode() ? JsonNodeFactory.instance.objectNode() : arguments;
	}

}
