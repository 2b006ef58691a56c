package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.adcp.spring.AdcpError;
import io.adcp.spring.RateLimitedException;

/**
 * The requests that were over the limit a moment ago. One that comes back before its time
 * is refused without a transaction (AdCP 3.2 idempotency, rule 8). Only so many are
 * remembered: any other is refused as it was the first time.
 */
final class RefusedKeys {

	private static final int MAX_KEYS = 10_000;

	private final Cache<UUID, Refusal> refusals;

	private final LongSupplier nanoTime;

	RefusedKeys(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.refusals = Caffeine.newBuilder()
			.maximumSize(MAX_KEYS)
			.expireAfter(Expiry.<UUID, Refusal>writing((id, refusal) -> refusal.time()))
			.ticker(nanoTime::getAsLong)
			.executor(Runnable::run)
			.build();
	}

	void add(UUID id, IdempotencyRequest request, RateLimitedException refused) {
		Duration time = refused.retryAfter();
		if (time != null) {
			this.refusals.put(id,
					new Refusal(request.task(), request.payload(), refused.error(), this.nanoTime.getAsLong(), time));
		}
	}

	/**
	 * Refuse a repetition whose time has not come.
	 * @param id the record's id
	 * @param request the call
	 * @throws RateLimitedException with the time that is left
	 */
	void check(UUID id, IdempotencyRequest request) {
		Refusal refusal = this.refusals.getIfPresent(id);
		if (refusal != null && refusal.isOf(request)) {
			Duration gone = Duration.ofNanos(this.nanoTime.getAsLong() - refusal.since());
			throw new RateLimitedException(refusal.error().withRetryAfter(wholeSeconds(refusal.time().minus(gone))),
					null);
		}
	}

	/**
	 * Return a time as it stands on the wire.
	 * @param time the time
	 * @return the time in whole seconds, rounded up, at least one
	 */
	static Duration wholeSeconds(Duration time) {
		return Duration.ofSeconds(Math.max(1, time.plusSeconds(1).minusNanos(1).toSeconds()));
	}

	private record Refusal(String task, PayloadHash payload, AdcpError error, long since, Duration time) {

		boolean isOf(IdempotencyRequest request) {
			return this.task.equals(request.task()) && this.payload.equals(request.payload());
		}

	}

}
