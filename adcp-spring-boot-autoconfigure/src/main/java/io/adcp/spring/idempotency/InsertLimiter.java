package io.adcp.spring.idempotency;

import io.adcp.spring.RateLimitedException;

/**
 * Bounds the growth of the ledger per agent and account (AdCP 3.2 idempotency, rule 8).
 * It is asked for new keys only: replays cost nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface InsertLimiter {

	/**
	 * A limiter without limits.
	 */
	InsertLimiter NONE = (scope, task) -> {
	};

	/**
	 * Count one new key.
	 * @param scope who brings it
	 * @param task the task, which tells reads from writes
	 * @throws RateLimitedException over the limit; nothing is counted then
	 */
	void acquire(IdempotencyScope scope, String task);

}
