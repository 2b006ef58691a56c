package io.adcp.spring.client;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a call. It has a mapper of its own, so that an application's settings
 * cannot change what was stored by another version of it.
 */
final class AdcpCallJson {

	static final String KEY_FIELD = "idempotency_key";

	private static final int VERSION = 2;

	/** Does not say whether the call may have been executed. */
	private static final int FIRST_VERSION = 1;

	private static final String EXECUTION_POSSIBLE = "execution_possible";

	private static final String ADDRESS = "address";

	private static final String PRINCIPAL = "principal";

	private static final String TASK_ID = "task_id";

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private AdcpCallJson() {
	}

	static String write(AdcpCall call, String arguments) {
		ObjectNode json = MAPPER.createObjectNode();
		json.put("version", VERSION);
		json.put("id", call.id());
		json.put("agent", call.agent());
		json.put("task", call.task());
		if (call.idempotencyKey() != null) {
			json.put(KEY_FIELD, call.idempotencyKey());
		}
		json.put("created_at", call.createdAt().toString());
		json.put(EXECUTION_POSSIBLE, call.executionPossible());
		putIfKnown(json, ADDRESS, call.address());
		putIfKnown(json, PRINCIPAL, call.principal());
		putIfKnown(json, TASK_ID, call.taskId());
		json.put("arguments", arguments);
		return json.toString();
	}

	private static void putIfKnown(ObjectNode json, String field, @Nullable String value) {
		if (value != null) {
			json.put(field, value);
		}
	}

	static AdcpCall read(String json) {
		return read(parse(json), CallProgress.unknown());
	}

	static AdcpCall readUnsent(String json) {
		JsonNode node = parse(json);
		if (node.path(EXECUTION_POSSIBLE).booleanValue(true)) {
			throw new IllegalArgumentException(
					"The stored call may have been executed: it was written after it was sent, or by a version that "
							+ "does not say. Read it by AdcpCall.fromJson");
		}
		return read(node, CallProgress.unsent());
	}

	private static AdcpCall read(JsonNode node, CallProgress progress) {
		int version = node.path("version").asInt(0);
		if (version != VERSION && version != FIRST_VERSION) {
			throw new IllegalArgumentException("A stored call of version " + FIRST_VERSION + " or " + VERSION
					+ " was expected, but the text has another or none");
		}
		String key = node.has(KEY_FIELD) ? text(node, KEY_FIELD) : null;
		String arguments = text(node, "arguments");
		JsonNode body = parse(arguments);
		if (!Objects.equals(keyOf(body), key)) {
			throw new IllegalArgumentException("The stored call was changed: its idempotency_key and the one in its "
					+ "arguments are not the same");
		}
		if (node.has(TASK_ID)) {
			progress.accepted(text(node, TASK_ID));
		}
		return new AdcpCall(text(node, "id"), target(node), text(node, "task"), key, createdAt(node),
				arguments.getBytes(StandardCharsets.UTF_8), body.has(PushNotifications.FIELD), progress);
	}

	private static CallTarget target(JsonNode node) {
		return new CallTarget(text(node, "agent"), node.path(ADDRESS).stringValue(null),
				node.path(PRINCIPAL).stringValue(null));
	}

	private static @Nullable String keyOf(JsonNode arguments) {
		return arguments.path(KEY_FIELD).stringValue(null);
	}

	private static Instant createdAt(JsonNode node) {
		try {
			return Instant.parse(text(node, "created_at"));
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("The stored call has no readable created_at");
		}
	}

	private static String text(JsonNode node, String field) {
		String text = node.path(field).stringValue(null);
		if (text == null || text.isEmpty()) {
			throw new IllegalArgumentException("The stored call has no " + field);
		}
		return text;
	}

	/** The parser's own exception is left out, since it may quote the text. */
	private static JsonNode parse(String json) {
		try {
			JsonNode node = MAPPER.readTree(json);
			if (node.isObject()) {
				return node;
			}
		}
		catch (JacksonException ex) {
			// told below
		}
		throw new IllegalArgumentException("The text is not the JSON form of a call");
	}

}
