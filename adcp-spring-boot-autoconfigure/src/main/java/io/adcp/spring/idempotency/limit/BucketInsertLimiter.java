package io.adcp.spring.idempotency.limit;

import java.time.Duration;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.RecordId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;

/**
 * Counts new keys in token buckets, reads and changes apart: per agent and account, and
 * above that per agent, so that naming ever new accounts wins little. A bucket holds what
 * its window allows and is refilled evenly, so the rate holds on average, and after a
 * pause up to one window's worth comes on top.
 * <p>
 * Each process counts for itself: a seller with N nodes lets through up to N times the
 * limits.
 *
 * @since 0.1.0
 */
public class BucketInsertLimiter implements InsertLimiter {

	private static final int SUSTAINED_SECONDS = 60;

	private static final int BURST_SECONDS = 10;

	private static final long NANOS_PER_SECOND = 1_000_000_000;

	// By then every bucket is full again: forgetting it changes nothing.
	private static final Duration IDLE = Duration.ofSeconds(SUSTAINED_SECONDS + 1);

	private final InsertLimits limits;

	private final TimeMeter time;

	// By digest: a name may be long, and whoever invents names must not fill the heap.
	private final Cache<UUID, Buckets> agents;

	private final Cache<UUID, Buckets> accounts;

	/**
	 * Create a limiter.
	 * @param limits the limits
	 */
	public BucketInsertLimiter(InsertLimits limits) {
		this(limits, TimeMeter.SYSTEM_NANOTIME);
	}

	BucketInsertLimiter(InsertLimits limits, TimeMeter time) {
		this.limits = limits;
		this.time = time;
		this.agents = cache();
		this.accounts = cache();
	}

	private Cache<UUID, Buckets> cache() {
		return Caffeine.newBuilder()
			.maximumSize(this.limits.maxScopes())
			.expireAfterAccess(IDLE)
			.ticker(this.time::currentTimeNanos)
			.executor(Runnable::run)
			.build();
	}

	// The agent first: over its limit it makes no more accounts to be counted.
	@Override
	public void acquire(IdempotencyScope scope, String task) {
		boolean read = isRead(task);
		Bucket agent = this.agents.get(digest(scope.agent(), null), (id) -> buckets(this.limits.agentMultiple()))
			.of(read);
		take(agent);
		try {
			take(this.accounts.get(digest(scope.agent(), scope.account()), (id) -> buckets(1)).of(read));
		}
		catch (RateLimitedException ex) {
			agent.addTokens(1);
			throw ex;
		}
	}

	// The id of a record that no call can have, as none comes without a key
	private static UUID digest(String agent, @Nullable String account) {
		return RecordId.of(new IdempotencyScope(agent, account, null), "");
	}

	/**
	 * Return how many pairs of agent and account are being counted.
	 * @return the number, at most the configured one
	 */
	long scopes() {
		this.accounts.cleanUp();
		return this.accounts.estimatedSize();
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

	// As on the wire: rounded up, so that nobody comes back too early
	private static Duration wholeSeconds(long nanos) {
		return Duration.ofSeconds(1 + (nanos - 1) / NANOS_PER_SECOND);
	}

	// A task that AdCP does not know may change something.
	private static boolean isRead(String task) {
		return AdcpTaskCatalog.find(task)
			.filter((definition) -> !definition.changesState()
					|| definition.keys().containsValue(AdcpTaskCatalog.Key.OPTIONAL))
			.isPresent();
	}

	private Buckets buckets(int times) {
		return new Buckets(bucket(this.limits.writes(), times), bucket(this.limits.reads(), times));
	}

	private Bucket bucket(InsertLimits.Rate rate, int times) {
		long sustained = (long) rate.sustained() * SUSTAINED_SECONDS * times;
		long burst = (long) rate.burst() * BURST_SECONDS * times;
		return Bucket.builder()
			.withCustomTimePrecision(this.time)
			.addLimit(
					(limit) -> limit.capacity(sustained).refillGreedy(sustained, Duration.ofSeconds(SUSTAINED_SECONDS)))
			.addLimit((limit) -> limit.capacity(burst).refillGreedy(burst, Duration.ofSeconds(BURST_SECONDS)))
			.build();
	}

	private record Buckets(Bucket writes, Bucket reads) {

		Bucket of(boolean read) {
			return read ? this.reads : this.writes;
		}

	}

}
