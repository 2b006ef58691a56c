package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

import io.adcp.spring.AdcpError;
import io.adcp.spring.RateLimitedException;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were over the limit a moment ago. One that comes back before its time
 * is refused without a transaction (AdCP 3.2 idempotency, rule 8). Only the newest are
 * remembered: any other is refused as it was the first time.
 */
final class RefusedKeys {

	private static final int MAX_KEYS = 10_000;

	// The oldest first; reads and writes are short enough for one lock.
	private final Map<UUID, Refusal> refusals = new LinkedHashMap<>();

	private final LongSupplier nanoTime;

	RefusedKeys(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	void add(UUID id, IdempotencyRequest request, RateLimitedException refused) {
		Duration time = refused.retryAfter();
		if (time != null) {
			put(id, new Refusal(request.task(), request.payload(), refused.error(), this.nanoTime.getAsLong(), time));
		}
	}

	private synchronized void put(UUID id, Refusal refusal) {
		this.refusals.remove(id);
		this.refusals.put(id, refusal);
		if (this.refusals.size() > MAX_KEYS) {
			Iterator<UUID> oldest = this.refusals.keySet().iterator();
			oldest.next();
			oldest.remove();
		}
	}

	/**
	 * Refuse a repetition whose time has not come.
	 * @param id the record's id
	 * @param request the call
	 * @throws RateLimitedException with the time that is left
	 */
	void check(UUID id, IdempotencyRequest request) {
		Refusal refusal = find(id);
		if (refusal == null || !refusal.isOf(request)) {
			return;
		}
		Duration left = refusal.time().minusNanos(this.nanoTime.getAsLong() - refusal.since());
		if (!left.isZero() && !left.isNegative()) {
			throw new RateLimitedException(refusal.error().withRetryAfter(wholeSeconds(left)), null);
		}
	}

	private synchronized @Nullable Refusal find(UUID id) {
		return this.refusals.get(id);
	}

	// As on the wire: rounded up, so that nobody comes back too early.
	private static Duration wholeSeconds(Duration time) {
		return Duration.ofSeconds(time.plusSeconds(1).minusNanos(1).toSeconds());
	}

	private record Refusal(String task, PayloadHash payload, AdcpError error, long since, Duration time) {

		boolean isOf(IdempotencyRequest request) {
			return this.task.equals(request.task()) && this.payload.equals(request.payload());
		}

	}

}
