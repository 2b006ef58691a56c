package io.adcp.spring.verification.crash;

import java.time.Duration;

/**
 * How one life of a process ends: at the n-th passage of a place, or anywhere, some
 * moments after its n-th answer. Both happen only while there is something to do.
 *
 * @param place the place, or {@link #ANYWHERE}
 * @param passage the passage or the answer, counted from 1
 * @param delay how long after that answer
 */
record Fate(String place, int passage, Duration delay) {

	static final String ANYWHERE = "ANYWHERE";

	static final Fate NONE = new Fate("", 0, Duration.ZERO);

	/** The same at an earlier passage, for a place that was not reached in time. */
	Fate sooner() {
		return new Fate(this.place, (this.passage + 1) / 2, this.delay);
	}

	boolean isAnywhere() {
		return this.place.equals(ANYWHERE);
	}

}
