package io.adcp.spring.server.a2a;

import java.util.List;
import java.util.Set;

import io.adcp.spring.server.jsonrpc.JsonRpcMessage;
import io.adcp.spring.wire.A2aVersion;
import io.adcp.spring.wire.DoubleRange;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * What a message asks for (AdCP 3.2, A2A profile extension v3, invocation message).
 *
 * @param skill the task's name
 * @param input the task's request
 * @param contextId the conversation that the caller says this belongs to, or {@code null}
 */
record A2aInvocation(String skill, JsonNode input, @Nullable String contextId) {

	private static final int MAX_PARTS = 16;

	private static final List<String> CONTENT = List.of("text", "data", "url", "raw", "file");

	/**
	 * Read the parameters of a message. In A2A 0.3 the input may be called
	 * {@code parameters}, as the clients of that time do.
	 * @throws A2aRefusedException if it is not exactly one invocation
	 */
	static A2aInvocation read(A2aVersion version, JsonNode params) {
		refusePushNotifications(params.path("configuration"));
		JsonNode message = params.path("message");
		require(message.isObject(), "The params must have a message");
		require(hasText(message, "messageId"), "The message must have a messageId");
		require(version.userRole().equals(JsonRpcMessage.text(message, "role")),
				"The message's role must be " + version.userRole());
		if (message.hasNonNull("taskId")) {
			throw new A2aRefusedException(A2aError.TASK_NOT_FOUND,
					"No task waits for more: each is over with its answer. Send a message without a taskId");
		}
		JsonNode context = message.path("contextId");
		require(!message.hasNonNull("contextId") || hasText(message, "contextId"), "The contextId must be a text");
		return read(version, invocation(message.path("parts")), context.stringValue(null));
	}

	private static A2aInvocation read(A2aVersion version, JsonNode data, @Nullable String contextId) {
		String input = (version == A2aVersion.V0_3 && data.has("parameters")) ? "parameters" : "input";
		require(data.isObject() && Set.of("skill", input).containsAll(data.propertyNames()) && data.size() == 2,
				"The data must be an object of skill and input, and nothing else");
		require(hasText(data, "skill"), "The skill must be the name of a task");
		require(data.path(input).isObject(), "The input must be an object, the task's request");
		require(DoubleRange.holds(data.path(input)),
				"A2A carries no number beyond 9007199254740991: send it as a text where the task allows that");
		return new A2aInvocation(data.path("skill").asString(), data.path(input), contextId);
	}

	// They would tell of a task that is over when its number becomes known. AdCP's own
	// webhooks stand in the input.
	private static void refusePushNotifications(JsonNode configuration) {
		if (configuration.hasNonNull("taskPushNotificationConfig")
				|| configuration.hasNonNull("pushNotificationConfig")) {
			throw new A2aRefusedException(A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED,
					"Push notifications of A2A are not sent. Use the task's push_notification_config");
		}
	}

	// Texts are for the eye alone; nothing of them is read.
	private static JsonNode invocation(JsonNode parts) {
		require(parts.isArray() && parts.size() <= MAX_PARTS,
				"The message must have parts, and " + MAX_PARTS + " at most");
		JsonNode found = null;
		for (JsonNode part : parts) {
			require(CONTENT.stream().filter(part::has).count() == 1, "Each part must have exactly one content");
			if (part.has("data")) {
				require(found == null, "The message must have one DataPart; here are more");
				found = part.path("data");
			}
			else if (!part.path("text").isString()) {
				throw new A2aRefusedException(A2aError.CONTENT_TYPE_NOT_SUPPORTED,
						"Files are not taken. Name them in the task's own fields");
			}
		}
		if (found == null) {
			throw new A2aRefusedException(A2aError.INVALID_PARAMS,
					"The message must have one DataPart, with skill and input");
		}
		return found;
	}

	private static boolean hasText(JsonNode object, String name) {
		String text = JsonRpcMessage.text(object, name);
		return text != null && !text.isBlank();
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new A2aRefusedException(A2aError.INVALID_PARAMS, otherwise);
		}
	}

}
