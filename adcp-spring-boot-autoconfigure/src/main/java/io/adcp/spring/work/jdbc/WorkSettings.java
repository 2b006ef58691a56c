package io.adcp.spring.work.jdbc;

import java.time.Duration;

/**
 * How due work is run on a node.
 *
 * @param threads how many pieces run at once
 * @param pollInterval how often a node looks for what other nodes have made due
 * @param takeOver how long after a node's death its work is due again on the others, at
 * most, by clocks that agree
 * @param firstBackOff how long a piece that failed once waits; each further failure
 * doubles it
 * @param longestBackOff how long a piece that failed waits at most
 * @since 0.1.0
 */
public record WorkSettings(int threads, Duration pollInterval, Duration takeOver, Duration firstBackOff,
		Duration longestBackOff) {

	static final int MISSED_HEARTBEATS = 4;

	// A dead node's work is looked for at every other heart-beat.
	private static final int HEARTBEATS_TO_TAKE_OVER = MISSED_HEARTBEATS + 2;

	Duration heartbeat() {
		return this.takeOver.dividedBy(HEARTBEATS_TO_TAKE_OVER);
	}

	Duration backOff(int failuresBefore) {
		int doublings = Math.min(failuresBefore, Integer.SIZE - 2);
		Duration delay = this.firstBackOff.multipliedBy(1L << doublings);
		return (delay.compareTo(this.longestBackOff) < 0) ? delay : this.longestBackOff;
	}

}
