package io.adcp.spring.idempotency;

import java.util.Objects;

import io.adcp.spring.IdempotencyKey;

/**
 * A call that carries a key, as the engine sees it.
 *
 * @param scope where the key is valid
 * @param key the key as sent; it is checked before anything else happens
 * @param task the task's name
 * @param payload the hash of the request as it came over the wire
 * @since 0.1.0
 */
public record IdempotencyRequest(IdempotencyScope scope, String key, String task, PayloadHash payload) {

	public IdempotencyRequest {
		Objects.requireNonNull(scope, "scope");
		Objects.requireNonNull(key, "key");
		Objects.requireNonNull(task, "task");
		Objects.requireNonNull(payload, "payload");
	}

	@Override
	public String toString() {
		return "IdempotencyRequest[task=" + this.task + ", key=" + IdempotencyKey.redact(this.key) + "]";
	}

}
