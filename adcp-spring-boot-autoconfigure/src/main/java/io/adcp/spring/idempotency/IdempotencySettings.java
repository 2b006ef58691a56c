package io.adcp.spring.idempotency;

import java.time.Duration;

/**
 * How the engine treats keys.
 *
 * @param retention how long records are kept
 * @param inFlight what a repetition gets while the first call runs
 * @param waitTimeout how long a repetition waits at most
 * @param inFlightMax how long a first call may take at most
 * @param maxWaiters how many repetitions of one call wait at a time
 * @param maxResponseBytes how large a response may be, as it is stored without encryption
 * @param replayHints how many keys a process remembers as finished, in 16 bytes each, so
 * that a repetition is looked up at once
 * @since 0.1.0
 */
public record IdempotencySettings(Retention retention, InFlightPolicy inFlight, Duration waitTimeout,
		Duration inFlightMax, int maxWaiters, long maxResponseBytes, int replayHints) {

	/**
	 * How many repetitions of one call wait at a time unless it is said otherwise.
	 */
	public static final int DEFAULT_MAX_WAITERS = 5;

	/**
	 * How large a response may be unless it is said otherwise: 1 MiB.
	 */
	public static final long DEFAULT_MAX_RESPONSE_BYTES = 1 << 20;

	/**
	 * How many keys are remembered as finished unless it is said otherwise: 1 MiB of
	 * them.
	 */
	public static final int DEFAULT_REPLAY_HINTS = 1 << 16;

	/**
	 * Create settings with the default bounds.
	 * @param retention how long records are kept
	 * @param inFlight what a repetition gets while the first call runs
	 * @param waitTimeout how long a repetition waits at most
	 * @param inFlightMax how long a first call may take at most
	 */
	public IdempotencySettings(Retention retention, InFlightPolicy inFlight, Duration waitTimeout,
			Duration inFlightMax) {
		this(retention, inFlight, waitTimeout, inFlightMax, DEFAULT_MAX_WAITERS, DEFAULT_MAX_RESPONSE_BYTES,
				DEFAULT_REPLAY_HINTS);
	}

}
