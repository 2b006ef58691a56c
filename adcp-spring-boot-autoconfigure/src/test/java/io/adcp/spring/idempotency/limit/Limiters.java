package io.adcp.spring.idempotency.limit;

import io.adcp.spring.testing.AdjustableClock;

/**
 * The limiters of tests.
 */
public final class Limiters {

	private Limiters() {
	}

	/**
	 * Create a limiter whose buckets are never refilled.
	 * @param limits the limits
	 * @return the limiter
	 */
	public static BucketInsertLimiter neverRefilled(InsertLimits limits) {
		return new BucketInsertLimiter(limits, new AdjustableClock());
	}

}
