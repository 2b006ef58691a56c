package io.adcp.spring.idempotency;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to answer a call: the handler's response, or who holds the key.
 *
 * @param response the handler's response, or {@code null} if it has not run
 * @param held who holds the key, or {@code null} if the handler has run
 */
record Attempt(@Nullable String response, @Nullable IdempotencyRecord held) {

	static Attempt executed(String response) {
		return new Attempt(response, null);
	}

	static Attempt held(IdempotencyRecord holder) {
		return new Attempt(null, holder);
	}

	IdempotencyRecord holder() {
		return Objects.requireNonNull(this.held);
	}

}
