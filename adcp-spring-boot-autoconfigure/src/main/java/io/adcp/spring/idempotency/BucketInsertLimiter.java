package io.adcp.spring.idempotency;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.RateLimitedException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;

/**
 * Counts new keys in token buckets, per agent and account: writes, reads and both
 * together, each with a bucket for the sustained window and one for the burst window. A
 * bucket holds what its window allows and is refilled evenly, so the rate holds on
 * average, and after a pause up to one window's worth comes on top.
 * <p>
 * Each process counts for itself: a seller with N nodes lets through up to N times the
 * limits.
 *
 * @since 0.1.0
 */
public class BucketInsertLimiter implements InsertLimiter {

	private static final int SUSTAINED_SECONDS = 60;

	private static final int BURST_SECONDS = 10;

	// By then every bucket of the pair is full again: forgetting it changes nothing.
	private static final Duration IDLE = Duration.ofSeconds(SUSTAINED_SECONDS + 1);

	private final InsertLimits limits;

	private final TimeMeter time;

	private final Cache<Pair, Buckets> pairs;

	/**
	 * Create a limiter.
	 * @param limits the limits
	 */
	public BucketInsertLimiter(InsertLimits limits) {
		this(limits, TimeMeter.SYSTEM_NANOTIME);
	}

	/**
	 * Create a limiter that goes by a clock of the caller's.
	 * @param limits the limits
	 * @param time the clock
	 */
	public BucketInsertLimiter(InsertLimits limits, TimeMeter time) {
		this.limits = limits;
		this.time = time;
		this.pairs = Caffeine.newBuilder()
			.maximumSize(limits.maxScopes())
			.expireAfterAccess(IDLE)
			.ticker(time::currentTimeNanos)
			.executor(Runnable::run)
			.build();
	}

	@Override
	public void acquire(IdempotencyScope scope, String task) {
		Buckets buckets = this.pairs.get(new Pair(scope.agent(), scope.account()), (pair) -> buckets());
		Bucket kind = isRead(task) ? buckets.reads() : buckets.writes();
		take(kind);
		try {
			take(buckets.total());
		}
		catch (RateLimitedException ex) {
			kind.addTokens(1);
			throw ex;
		}
	}

	/**
	 * Return how many pairs of agent and account are being counted.
	 * @return the number, at most the configured one
	 */
	long scopes() {
		this.pairs.cleanUp();
		return this.pairs.estimatedSize();
	}

	private static void take(Bucket bucket) {
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw new RateLimitedException(AdcpError
				.of(AdcpErrorCode.RATE_LIMITED,
						"Too many new idempotency keys. Wait, then repeat the request with the same key.")
				.withRetryAfter(wholeSeconds(probe.getNanosToWaitForRefill())), null);
		}
	}

	private static Duration wholeSeconds(long nanos) {
		return Duration.ofSeconds(Math.max(1, Duration.ofNanos(nanos).plusSeconds(1).minusNanos(1).toSeconds()));
	}

	// A task that AdCP does not know may change something.
	private static boolean isRead(String task) {
		return AdcpTaskCatalog.find(task)
			.filter((definition) -> definition.kind() == AdcpTaskCatalog.Kind.READ)
			.isPresent();
	}

	private Buckets buckets() {
		return new Buckets(bucket(this.limits.writes()), bucket(this.limits.reads()), bucket(this.limits.total()));
	}

	private Bucket bucket(InsertLimits.Rate rate) {
		long sustained = (long) rate.sustained() * SUSTAINED_SECONDS;
		long burst = (long) rate.burst() * BURST_SECONDS;
		return Bucket.builder()
			.withCustomTimePrecision(this.time)
			.addLimit(
					(limit) -> limit.capacity(sustained).refillGreedy(sustained, Duration.ofSeconds(SUSTAINED_SECONDS)))
			.addLimit((limit) -> limit.capacity(burst).refillGreedy(burst, Duration.ofSeconds(BURST_SECONDS)))
			.build();
	}

	private record Pair(String agent, @Nullable String account) {

	}

	private record Buckets(Bucket writes, Bucket reads, Bucket total) {

	}

}
