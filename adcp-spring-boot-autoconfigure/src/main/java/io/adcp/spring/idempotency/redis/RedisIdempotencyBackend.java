package io.adcp.spring.idempotency.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.Retention;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedRuntimeException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Keeps the records in Redis, single or Cluster, for any number of processes.
 * <p>
 * <b>Not atomic with the business data.</b> Redis takes part in no transaction of the
 * seller's. A process that dies between the commit of its business rows and the
 * completion of its record leaves a key that is free again after its lease, and a
 * repetition is then executed a second time. So is one whose handler ran longer than its
 * lease, and one whose record Redis has lost: by eviction, by a restart without
 * persistence, by a fail-over to a replica that lagged behind. Where that is too much,
 * keep the records with the business rows, with the JDBC backend.
 * <p>
 * A claim holds its key for its lease, by Redis' clock, which decides about expiry as
 * well; Redis itself drops what is past its time. Where Redis does not answer, calls fail
 * with {@code SERVICE_UNAVAILABLE}, after at most the time-outs of the connection
 * factory, and no handler is run.
 *
 * @since 0.1.0
 */
public class RedisIdempotencyBackend implements InspectableIdempotencyBackend {

	/**
	 * What the names of all keys start with, unless told otherwise.
	 */
	public static final String DEFAULT_KEY_PREFIX = "adcp:idempotency:";

	// All touch a record and its response only. Each may arrive twice, because a
	// driver that reconnects sends again what was not answered.

	@SuppressWarnings("rawtypes")
	private static final RedisScript<List> CLAIM = RedisScript.of("""
			if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
				return {}
			end
			local holder = redis.call('GET', KEYS[1])
			if holder == ARGV[1] then
				return {}
			end
			return {holder, redis.call('PTTL', KEYS[2]), redis.call('GET', KEYS[2])}
			""", List.class);

	private static final RedisScript<Long> COMPLETE = RedisScript.of("""
			local holder = redis.call('GET', KEYS[1])
			if holder and holder ~= ARGV[1] then
				return holder == ARGV[2] and 1 or 0
			end
			redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
			redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[5])
			return 1
			""", Long.class);

	private static final RedisScript<Long> RELEASE = RedisScript.of("""
			if redis.call('GET', KEYS[1]) == ARGV[1] then
				return redis.call('DEL', KEYS[1])
			end
			return 0
			""", Long.class);

	@SuppressWarnings("rawtypes")
	private static final RedisScript<List> FIND = RedisScript.of("""
			local record = redis.call('GET', KEYS[1])
			if not record then
				return {}
			end
			local time = redis.call('TIME')
			return {record, redis.call('PTTL', KEYS[1]), redis.call('PTTL', KEYS[2]),
				time[1] * 1000 + math.floor(time[2] / 1000)}
			""", List.class);

	private static final RedisScript<Long> DELETE = RedisScript.of("""
			if redis.call('GET', KEYS[1]) == ARGV[1] then
				return redis.call('DEL', KEYS[1], KEYS[2])
			end
			return 0
			""", Long.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private static final Log logger = LogFactory.getLog(RedisIdempotencyBackend.class);

	private final StringRedisTemplate redis;

	private final String keyPrefix;

	/**
	 * Create a backend.
	 * @param connections connections to the Redis that keeps the records
	 * @param keyPrefix what the names of all keys start with; without braces, which tell
	 * Redis Cluster where a key belongs
	 */
	public RedisIdempotencyBackend(RedisConnectionFactory connections, String keyPrefix) {
		if (keyPrefix.contains("{") || keyPrefix.contains("}")) {
			throw new IllegalArgumentException("A key prefix must not contain braces: " + keyPrefix);
		}
		this.redis = new StringRedisTemplate(connections);
		this.keyPrefix = keyPrefix;
		logger.warn("Idempotency records are kept in Redis, which does not commit together "
				+ "with the business data: after a crash between the two, a repeated request is executed again. "
				+ "The JDBC backend has no such gap.");
	}

	@Override
	public String name() {
		return "redis";
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		List<?> holder = answered(
				() -> this.redis.execute(CLAIM, keys(claim.id()), RedisRecord.inFlight(claim), millis(claim.lease())));
		return holder.isEmpty() ? Optional.empty() : Optional.of(seenBy(claim, holder));
	}

	// An owner past its lease has run its handler all the same: if nobody else has the
	// key, its answer is the first.
	@Override
	public void complete(Claim claim, String response, Retention retention) {
		Long completed = answered(() -> this.redis.execute(COMPLETE, keys(claim.id()), RedisRecord.inFlight(claim),
				RedisRecord.completed(claim, retention), response, millis(retention.replayable()),
				millis(retention.total())));
		if (completed == 0) {
			throw new ClaimLostException(null);
		}
	}

	@Override
	public void release(Claim claim) {
		answered(() -> this.redis.execute(RELEASE, keys(claim.id()), RedisRecord.inFlight(claim)));
	}

	/**
	 * Does nothing: Redis drops what is past its time.
	 */
	@Override
	public int purge(Retention retention, int limit) {
		return 0;
	}

	/**
	 * Return nothing: Redis counts all its keys, or none.
	 */
	@Override
	public Optional<Counts> count() {
		return Optional.empty();
	}

	@Override
	public Optional<Summary> find(UUID id) {
		List<?> found = answered(() -> this.redis.execute(FIND, keys(id)));
		return found.isEmpty() ? Optional.empty() : RedisRecord.parse((String) found.get(0))
			.summary(id, (Long) found.get(1), (Long) found.get(2), (Long) found.get(3));
	}

	@Override
	public boolean delete(UUID id) {
		List<?> found = answered(() -> this.redis.execute(FIND, keys(id)));
		return !found.isEmpty() && RedisRecord.parse((String) found.get(0)).isCompleted()
				&& answered(() -> this.redis.execute(DELETE, keys(id), found.get(0))) > 0;
	}

	/**
	 * Return the keys of a record and of its response. The part in braces puts both into
	 * one slot of a cluster, so that one script may touch them.
	 * @param id the record's id
	 * @return the two keys
	 */
	List<String> keys(UUID id) {
		String record = this.keyPrefix + "{" + id + "}";
		return List.of(record, record + ":response");
	}

	private static IdempotencyRecord seenBy(Claim claim, List<?> holder) {
		RedisRecord found = RedisRecord.parse((String) holder.get(0));
		return found.seenBy(claim, Duration.ofMillis((Long) holder.get(1)), (String) holder.get(2));
	}

	private static String millis(Duration duration) {
		return String.valueOf(Math.max(1, duration.toMillis()));
	}

	private static <T> T answered(Supplier<@Nullable T> command) {
		try {
			T answer = command.get();
			if (answer != null) {
				return answer;
			}
			throw unavailable(null);
		}
		catch (NestedRuntimeException ex) {
			throw unavailable(ex);
		}
	}

	private static AdcpTaskException unavailable(@Nullable RuntimeException cause) {
		AdcpError error = AdcpError
			.of(AdcpErrorCode.SERVICE_UNAVAILABLE,
					"The record of this idempotency_key cannot be reached. Repeat with the same key.")
			.withRetryAfter(RETRY_AFTER);
		return new AdcpTaskException(List.of(error), null, cause);
	}

}
