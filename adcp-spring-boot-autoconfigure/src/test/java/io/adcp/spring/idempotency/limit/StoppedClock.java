package io.adcp.spring.idempotency.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.TimeMeter;

/**
 * A limiter's clock that stands still until it is told to go on.
 */
public final class StoppedClock implements TimeMeter {

	private final AtomicLong nanos = new AtomicLong(1);

	/**
	 * Create a limiter whose buckets are never refilled.
	 * @param limits the limits
	 * @return the limiter
	 */
	public static BucketInsertLimiter neverRefilled(InsertLimits limits) {
		return new BucketInsertLimiter(limits, new StoppedClock());
	}

	void advance(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	@Override
	public long currentTimeNanos() {
		return this.nanos.get();
	}

	@Override
	public boolean isWallClockBased() {
		return false;
	}

}
