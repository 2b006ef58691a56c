package io.adcp.spring.idempotency;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Where a key is valid: the same key in another scope is another key.
 *
 * @param agent the authenticated agent, never empty
 * @param account the account as resolved by the seller, or {@code null} where the task
 * has none
 * @param session the sponsored intelligence session, or {@code null} for other tasks
 * @since 0.1.0
 */
public record IdempotencyScope(String agent, @Nullable String account, @Nullable String session) {

	public IdempotencyScope {
		Objects.requireNonNull(agent, "agent");
		if (agent.isBlank()) {
			throw new IllegalArgumentException("A scope needs an authenticated agent");
		}
	}

}
