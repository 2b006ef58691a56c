package io.adcp.spring.verification.conformance;

import java.time.Duration;

/**
 * The instant at which the whole run must be over, however long its parts may each take.
 */
final class Deadline {

	private final long end;

	private Deadline(long end) {
		this.end = end;
	}

	static Deadline after(Duration duration) {
		return new Deadline(System.nanoTime() + duration.toNanos());
	}

	/** The limit for one part: its own, or what is left of the run where that is less. */
	Duration limit(Duration part) {
		Duration left = Duration.ofNanos(Math.max(0, this.end - System.nanoTime()));
		return (part.compareTo(left) < 0) ? part : left;
	}

	boolean isOver() {
		return limit(Duration.ofDays(1)).isZero();
	}

}
