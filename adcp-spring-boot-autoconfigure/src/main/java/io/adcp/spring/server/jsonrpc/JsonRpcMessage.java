package io.adcp.spring.server.jsonrpc;

import io.adcp.spring.wire.MalformedJsonException;
import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * A JSON-RPC message as it came over the wire.
 *
 * @since 0.1.0
 */
public final class JsonRpcMessage {

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
	public static JsonRpcMessage parse(byte[] bytes) {
		return new JsonRpcMessage(StrictJson.read(bytes));
	}

	/**
	 * Return what keeps this from being a JSON-RPC message.
	 * @return a sentence, or {@code null} if nothing does
	 */
	public @Nullable String fault() {
		if (!this.json.isObject() || !"2.0".equals(text(this.json, "jsonrpc")) || text(this.json, "method") == null) {
			return "The body must be one JSON-RPC 2.0 object with a method";
		}
		JsonNode id = this.json.path("id");
		if (!id.isMissingNode() && !id.isString() && !(id.isIntegralNumber() && id.canConvertToLong())) {
			return "The id must be a string or an integer of at most 64 bits";
		}
		JsonNode params = params();
		return (params.isMissingNode() || params.isObject()) ? null : "The params must be an object";
	}

	/**
	 * Return the method.
	 * @return its name
	 */
	public String method() {
		return this.json.path("method").asString();
	}

	/**
	 * Return whether the sender waits for no answer.
	 * @return {@code true} where the message has no id
	 */
	public boolean isNotification() {
		return this.json.path("id").isMissingNode();
	}

	/**
	 * Return the id.
	 * @return the id, a missing node where there is none
	 */
	public JsonNode id() {
		return this.json.path("id");
	}

	/**
	 * Return the parameters.
	 * @return an object, or a missing node
	 */
	public JsonNode params() {
		return this.json.path("params");
	}

	/**
	 * Read a member that is a text.
	 * @param object the object
	 * @param name the member's name
	 * @return the text, or {@code null} where there is none
	 */
	public static @Nullable String text(JsonNode object, String name) {
		JsonNode value = object.path(name);
		return value.isString() ? value.asString() : null;
	}

}
