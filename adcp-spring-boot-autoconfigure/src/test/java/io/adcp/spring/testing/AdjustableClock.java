package io.adcp.spring.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import io.github.bucket4j.TimeMeter;

/**
 * A clock that goes on only when it is told to.
 */
public final class AdjustableClock extends Clock implements TimeMeter {

	private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

	/**
	 * Go on.
	 * @param duration by how much, backwards if negative
	 */
	public void advance(Duration duration) {
		this.now = this.now.plus(duration);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public long currentTimeNanos() {
		return TimeUnit.SECONDS.toNanos(this.now.getEpochSecond()) + this.now.getNano();
	}

	@Override
	public boolean isWallClockBased() {
		return false;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

}
