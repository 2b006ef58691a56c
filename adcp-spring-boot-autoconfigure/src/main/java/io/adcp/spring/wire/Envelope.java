package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The fields that stand beside a task's own in the answer of a success: {@code status},
 * {@code replayed}, {@code idempotency_key} and {@code context}. They are put in front of
 * the task's fields, whose bytes stay as they are (AdCP 3.1 idempotency, rules 2 and 4).
 * A field that the task's answer has itself is left alone.
 *
 * @since 0.1.0
 */
public final class Envelope {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	/** Each field by its name, as JSON text. */
	private final Map<String, String> fields;

	private Envelope(Map<String, String> fields) {
		this.fields = fields;
	}

	/**
	 * Create the envelope of a completed task: {@code status} is {@code completed}.
	 * @param replayed whether the answer is a replay
	 * @return the envelope
	 */
	public static Envelope completed(boolean replayed) {
		return new Envelope(Map.of()).with("status", "\"completed\"").with("replayed", Boolean.toString(replayed));
	}

	/**
	 * Return this envelope with the request's key, as the caller sent it.
	 * @param idempotencyKey the key, or {@code null} where the request had none
	 * @return a new envelope
	 */
	public Envelope withIdempotencyKey(@Nullable String idempotencyKey) {
		return (idempotencyKey == null) ? this : with("idempotency_key",
				MAPPER.writeValueAsString(JsonNodeFactory.instance.stringNode(idempotencyKey)));
	}

	/**
	 * Return this envelope with the request's {@code context}.
	 * @param context the context, or {@code null} where the request had none; JSON's
	 * {@code null} is a context
	 * @return a new envelope
	 */
	public Envelope withContext(@Nullable JsonNode context) {
		return (context == null || context.isMissingNode()) ? this
				: with("context", MAPPER.writeValueAsString(context));
	}

	private Envelope with(String name, String json) {
		Map<String, String> more = new LinkedHashMap<>(this.fields);
		more.put(name, json);
		return new Envelope(more);
	}

	/**
	 * Put this envelope around a task's answer.
	 * @param body the task's answer, a JSON object in UTF-8
	 * @return the whole answer, a JSON object in UTF-8
	 * @throws MalformedJsonException if the body is not a JSON object
	 */
	public byte[] around(byte[] body) {
		Inner inner = Inner.of(body);
		byte[] front = front(inner).getBytes(StandardCharsets.UTF_8);
		int length = inner.end() - inner.start();
		byte[] answer = new byte[front.length + length];
		System.arraycopy(front, 0, answer, 0, front.length);
		System.arraycopy(body, inner.start(), answer, front.length, length);
		return answer;
	}

	/**
	 * Put this envelope around a task's answer.
	 * @param body the task's answer, a JSON object
	 * @return the whole answer, a JSON object
	 * @throws MalformedJsonException if the body is not a JSON object
	 */
	public String around(String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		Inner inner = Inner.of(bytes);
		String front = front(inner);
		int length = inner.end() - inner.start();
		// Before and behind the object is white space only, of one byte each.
		int start = inner.start();
		int end = body.length() - (bytes.length - inner.end());
		return new StringBuilder(front.length() + length).append(front).append(body, start, end).toString();
	}

	private String front(Inner inner) {
		StringBuilder front = new StringBuilder("{");
		this.fields.forEach((name, json) -> {
			if (!inner.names().contains(name)) {
				front.append((front.length() > 1) ? "," : "").append('"').append(name).append("\":").append(json);
			}
		});
		return front.append((front.length() > 1 && !inner.names().isEmpty()) ? "," : "").toString();
	}

	/**
	 * What has to be known of a body.
	 *
	 * @param names the names of its members
	 * @param start behind the opening brace
	 * @param end behind the closing brace
	 */
	private record Inner(Set<String> names, int start, int end) {

		static Inner of(byte[] body) {
			JsonCursor cursor = new JsonCursor(body, 0, body.length);
			if (cursor.peek() != '{') {
				throw new MalformedJsonException("Not an object");
			}
			cursor.open();
			int start = cursor.pos;
			Set<String> names = new HashSet<>();
			for (boolean more = cursor.first('}'); more; more = cursor.more('}')) {
				cursor.name();
				names.add(cursor.text());
				cursor.skip();
			}
			int end = cursor.pos;
			cursor.finish();
			return new Inner(names, start, end);
		}

	}

}
