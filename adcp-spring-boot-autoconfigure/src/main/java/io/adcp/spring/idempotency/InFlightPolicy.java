package io.adcp.spring.idempotency;

/**
 * What a repetition gets while the first call runs (AdCP 3.1 idempotency, rule 9).
 *
 * @since 0.1.0
 */
public enum InFlightPolicy {

	/**
	 * It waits, holding neither a connection nor a lock, for a bounded time, and gets the
	 * replay, or {@code IDEMPOTENCY_IN_FLIGHT} when the time is over.
	 */
	WAIT,

	/**
	 * It gets {@code IDEMPOTENCY_IN_FLIGHT} at once.
	 */
	REJECT

}
