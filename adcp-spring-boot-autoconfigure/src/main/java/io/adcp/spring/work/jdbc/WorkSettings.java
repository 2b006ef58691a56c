package io.adcp.spring.work.jdbc;

import java.time.Clock;
import java.time.Duration;

/**
 * How due work is run.
 *
 * @param threads how many pieces run at a time on this node
 * @param takeOverAfter how long after the death of a node, at most, another takes its
 * work over
 * @param pollInterval how often this node looks for work that it was not told of
 * @param firstBackoff how long work waits after its first failure; doubled with each
 * @param longestBackoff the longest such wait
 * @param clock tells what is due
 * @since 0.1.0
 */
public record WorkSettings(int threads, Duration takeOverAfter, Duration pollInterval, Duration firstBackoff,
		Duration longestBackoff, Clock clock) {

	// The library wants at least four missed heart-beats before it takes a node for
	// dead, and looks for dead ones once a heart-beat.
	static final int MISSED_HEARTBEATS = 4;

	private static final int PARTS = MISSED_HEARTBEATS + 2;

	Duration heartbeat() {
		return this.takeOverAfter.dividedBy(PARTS);
	}

	// Work of a dead node is found by a poll, too.
	Duration poll() {
		return (this.pollInterval.compareTo(heartbeat()) < 0) ? this.pollInterval : heartbeat();
	}

	// Half of it is by chance, so that what failed together does not come back together.
	Duration backoff(int failures, double chance) {
		Duration wait = this.firstBackoff;
		for (int i = 1; i < failures && wait.compareTo(this.longestBackoff) < 0; i++) {
			wait = wait.multipliedBy(2);
		}
		long millis = Math.min(wait.toMillis(), this.longestBackoff.toMillis());
		return Duration.ofMillis(millis - (long) (millis / 2.0 * chance));
	}

}
