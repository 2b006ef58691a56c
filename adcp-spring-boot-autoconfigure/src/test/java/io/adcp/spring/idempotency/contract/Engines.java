package io.adcp.spring.idempotency.contract;

import java.time.Duration;
import java.util.List;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyListener;
import io.adcp.spring.idempotency.IdempotencySettings;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.UnitOfWork;

/**
 * The engines of tests. They do not wait for calls in flight.
 */
public final class Engines {

	/**
	 * How long records are remembered in tests.
	 */
	public static final Retention RETENTION = new Retention(Duration.ofHours(24), Retention.DEFAULT_SKEW,
			Duration.ofDays(30));

	private static final IdempotencySettings REJECTING = new IdempotencySettings(RETENTION, InFlightPolicy.REJECT,
			Duration.ofSeconds(1), Duration.ofMinutes(1));

	private Engines() {
	}

	/**
	 * Return an engine without transactions and limits.
	 * @param backend its backend
	 * @return the engine
	 */
	public static IdempotencyStore rejecting(IdempotencyBackend backend) {
		return rejecting(backend, UnitOfWork.NONE);
	}

	/**
	 * Return an engine without limits.
	 * @param backend its backend
	 * @param unitOfWork what commits together
	 * @return the engine
	 */
	public static IdempotencyStore rejecting(IdempotencyBackend backend, UnitOfWork unitOfWork) {
		return new IdempotencyStore(backend, unitOfWork, REJECTING, InsertLimiter.NONE, List.of());
	}

	/**
	 * Return an engine that is limited and watched.
	 * @param backend its backend
	 * @param limiter the limit on new keys
	 * @param listeners who is told how calls end
	 * @return the engine
	 */
	public static IdempotencyStore rejecting(IdempotencyBackend backend, InsertLimiter limiter,
			IdempotencyListener... listeners) {
		return new IdempotencyStore(backend, UnitOfWork.NONE, REJECTING, limiter, List.of(listeners));
	}

}
