package io.adcp.spring.idempotency;

import java.time.Duration;

/**
 * How long a backend remembers.
 *
 * @param ttl how long a stored response is replayed
 * @param skew how much longer, because clocks differ (AdCP 3.1 idempotency, rule 6: 60 s)
 * @param tombstone how long after that the key is known as expired; past it the key
 * counts as never seen
 * @since 0.1.0
 */
public record Retention(Duration ttl, Duration skew, Duration tombstone) {

	/**
	 * The clock skew that AdCP allows at the end of the replay window.
	 */
	public static final Duration DEFAULT_SKEW = Duration.ofSeconds(60);

	/**
	 * Return how long after completion a response is replayed.
	 * @return time-to-live and skew
	 */
	public Duration replayable() {
		return this.ttl.plus(this.skew);
	}

	/**
	 * Return how long after completion the key is known.
	 * @return time-to-live, skew and tombstone
	 */
	public Duration total() {
		return replayable().plus(this.tombstone);
	}

}
