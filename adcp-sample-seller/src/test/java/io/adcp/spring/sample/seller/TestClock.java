package io.adcp.spring.sample.seller;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until it is set.
 */
public class TestClock extends Clock {

	/**
	 * Where it stands first.
	 */
	public static final Instant START = Instant.parse("2030-01-15T12:00:00Z");

	private volatile Instant now = START;

	/**
	 * Set the clock.
	 * @param now the time
	 */
	public void set(Instant now) {
		this.now = now;
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
