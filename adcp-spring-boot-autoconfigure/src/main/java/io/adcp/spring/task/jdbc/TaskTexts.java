package io.adcp.spring.task.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.adcp.spring.downstream.NotedCall;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of a task's row, encrypted where keys are set. Each text is bound to its row
 * and its column.
 */
final class TaskTexts {

	static final String DETAILS = "details";

	static final String CALLS = "calls";

	static final String ANSWER = "answer";

	// Not the application's: what it stores must be readable whatever that is set to.
	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final ResponseCipher cipher;

	TaskTexts(ResponseCipher cipher) {
		this.cipher = cipher;
	}

	byte[] write(UUID id, String column, JsonNode json) {
		return this.cipher.encrypt(id, column, json.toString()).getBytes(StandardCharsets.UTF_8);
	}

	byte @Nullable [] write(UUID id, List<NotedCall> calls) {
		return calls.isEmpty() ? null : write(id, CALLS, MAPPER.valueToTree(calls));
	}

	@Nullable JsonNode read(UUID id, String column, byte @Nullable [] stored) {
		if (stored == null) {
			return null;
		}
		try {
			return MAPPER.readTree(this.cipher.decrypt(id, column, new String(stored, StandardCharsets.UTF_8)));
		}
		catch (ResponseCipher.UnreadableResponseException ex) {
			throw new IllegalStateException("The " + column + " of task " + id + " cannot be read: " + ex.getMessage()
					+ ". See adcp.idempotency.encryption.keys", ex);
		}
	}

	List<NotedCall> readCalls(UUID id, byte @Nullable [] stored) {
		JsonNode calls = read(id, CALLS, stored);
		return (calls != null) ? List.of(MAPPER.treeToValue(calls, NotedCall[].class)) : List.of();
	}

	static ObjectNode object() {
		return JsonNodeFactory.instance.objectNode();
	}

}
