package io.adcp.spring.idempotency;

import java.util.Locale;

import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.RateLimitedException;

/**
 * How a call with a key ended.
 *
 * @since 0.1.0
 */
public enum IdempotencyOutcome {

	/** The handler ran and its response was stored. */
	EXECUTED,

	/** The stored response was returned. */
	REPLAYED,

	/** The key belongs to another payload or task. */
	CONFLICT,

	/** The first call had not ended. */
	IN_FLIGHT,

	/** The key's replay window was over. */
	EXPIRED,

	/** Too many new keys. */
	RATE_LIMITED,

	/** The handler, the commit or the backend failed; nothing was stored. */
	FAILED;

	/**
	 * Return the word that stands for this outcome in logs and metrics.
	 * @return the lower case name
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	static IdempotencyOutcome of(IdempotentResponse response) {
		return response.replayed() ? REPLAYED : EXECUTED;
	}

	static IdempotencyOutcome of(Throwable failure) {
		if (failure instanceof IdempotencyConflictException) {
			return CONFLICT;
		}
		if (failure instanceof IdempotencyInFlightException) {
			return IN_FLIGHT;
		}
		if (failure instanceof IdempotencyExpiredException) {
			return EXPIRED;
		}
		return (failure instanceof RateLimitedException) ? RATE_LIMITED : FAILED;
	}

}
