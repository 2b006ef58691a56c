package io.adcp.spring.test;

import io.adcp.spring.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One attempt of a call, as the seller received it.
 *
 * @since 0.1.0
 */
public final class ReceivedCall {

	private final String task;

	private final byte[] arguments;

	ReceivedCall(String task, byte[] arguments) {
		this.task = task;
		this.arguments = arguments;
	}

	/**
	 * Return the task.
	 * @return its name on the wire
	 */
	public String task() {
		return this.task;
	}

	/**
	 * Return the arguments as they came.
	 * @return a copy of the bytes
	 */
	public byte[] bytes() {
		return this.arguments.clone();
	}

	/**
	 * Return the arguments.
	 * @return a JSON object of the caller's own
	 */
	public JsonNode arguments() {
		return JsonMapper.shared().readTree(this.arguments);
	}

	/**
	 * Return the key.
	 * @return the {@code idempotency_key}, or {@code null} where the call has none
	 */
	public @Nullable String idempotencyKey() {
		return arguments().path("idempotency_key").stringValue(null);
	}

	/**
	 * Return a text without secrets.
	 * @return the task and no more than eight characters of the key
	 */
	@Override
	public String toString() {
		return this.task + " (key " + IdempotencyKey.redact(idempotencyKey()) + ", " + this.arguments.length
				+ " bytes)";
	}

}
