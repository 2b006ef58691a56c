package io.adcp.spring.server.a2a;

import io.adcp.spring.server.jsonrpc.JsonRpcAnswer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import org.jspecify.annotations.Nullable;

/**
 * The errors of A2A itself: no task was run (A2A 1.0, error mappings).
 */
enum A2aError {

	PARSE_ERROR(JsonRpcAnswer.PARSE_ERROR),

	INVALID_REQUEST(JsonRpcAnswer.INVALID_REQUEST),

	METHOD_NOT_FOUND(JsonRpcAnswer.METHOD_NOT_FOUND),

	INVALID_PARAMS(JsonRpcAnswer.INVALID_PARAMS),

	TASK_NOT_FOUND(-32001),

	PUSH_NOTIFICATION_NOT_SUPPORTED(-32003),

	UNSUPPORTED_OPERATION(-32004),

	CONTENT_TYPE_NOT_SUPPORTED(-32005),

	/** The one error that comes after a task: its answer cannot be sent. */
	INVALID_AGENT_RESPONSE(-32006),

	EXTENSION_SUPPORT_REQUIRED(-32008),

	VERSION_NOT_SUPPORTED(-32009);

	private static final int FIRST_OF_A2A = -32099;

	private final int code;

	A2aError(int code) {
		this.code = code;
	}

	int code() {
		return this.code;
	}

	/**
	 * Return what A2A 1.0 has beside the code, which programs read.
	 * @return the data, or {@code null} for the errors that are JSON-RPC's own
	 */
	@Nullable JsonNode data() {
		if (this.code < FIRST_OF_A2A) {
			return null;
		}
		ArrayNode data = JsonNodeFactory.instance.arrayNode();
		data.addObject()
			.put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
			.put("reason", name())
			.put("domain", "a2a-protocol.org");
		return data;
	}

}
