package io.adcp.spring.idempotency.redis;

import java.time.Duration;
import java.util.List;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.contract.LeasedBackendContract;
import io.adcp.spring.idempotency.contract.Requests;
import io.lettuce.core.cluster.SlotHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

import static io.adcp.spring.idempotency.contract.Requests.id;
import static io.adcp.spring.idempotency.contract.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on Redis, and what Redis keeps for how long.
 */
abstract class RedisBackendContract extends LeasedBackendContract {

	// Redis' clock cannot be set, so the time that keys have left is shortened instead.
	private static final RedisScript<Long> AGE = RedisScript.of("""
			local left = redis.call('PTTL', KEYS[1])
			if left < 0 then
				return left
			end
			return redis.call('PEXPIRE', KEYS[1], left - tonumber(ARGV[1]))
			""", Long.class);

	private final LettuceConnectionFactory connections = connections();

	private final StringRedisTemplate redis = new StringRedisTemplate(this.connections);

	private final String prefix = "test:" + System.nanoTime() + ":";

	private final RedisIdempotencyBackend backend = new RedisIdempotencyBackend(this.connections, this.prefix);

	abstract LettuceConnectionFactory connections();

	@BeforeEach
	void emptyRedis() {
		this.redis.delete(this.redis.keys("test:*"));
	}

	@AfterEach
	void disconnect() {
		this.connections.destroy();
	}

	// Redis counts all its keys, or none.
	@Override
	protected Inspection inspection() {
		return Inspection.RECORDS;
	}

	@Override
	protected IdempotencyBackend backend() {
		return this.backend;
	}

	@Override
	protected void advance(Duration duration) {
		for (String key : this.redis.keys(this.prefix + "*")) {
			this.redis.execute(AGE, List.of(key), String.valueOf(duration.toMillis()));
		}
	}

	final StringRedisTemplate redis() {
		return this.redis;
	}

	@Test
	void redisDropsTheResponseFirstAndTheTombstoneLater() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{}");
		List<String> keys = this.backend.keys(id(request));
		assertThat(this.redis.getExpire(keys.get(0))).isBetween(RETENTION.total().toSeconds() - 30,
				RETENTION.total().toSeconds());
		assertThat(this.redis.getExpire(keys.get(1))).isBetween(RETENTION.replayable().toSeconds() - 30,
				RETENTION.replayable().toSeconds());
		advance(RETENTION.replayable());
		assertThat(this.redis.keys(this.prefix + "*")).containsExactly(keys.get(0));
		advance(RETENTION.tombstone());
		assertThat(this.redis.keys(this.prefix + "*")).isEmpty();
	}

	@Test
	void aRecordAndItsResponseAreInOneSlot() {
		List<String> keys = this.backend.keys(id(request()));
		assertThat(keys).extracting(SlotHash::getSlot).containsOnly(SlotHash.getSlot(keys.get(0)));
	}

	@Test
	void differentKeysAreSpreadOverTheSlots() {
		assertThat(List.of(request(), request(), request(), request(), request()))
			.extracting((request) -> SlotHash.getSlot(this.backend.keys(id(request)).get(0)))
			.satisfies((slots) -> assertThat(slots.stream().distinct().count()).isGreaterThan(1));
	}

	@Test
	void aCommandThatArrivesTwiceIsDoneOnce() throws Exception {
		IdempotencyRequest request = request();
		Claim claim = Requests.claim(request, Duration.ofMinutes(1));
		assertThat(this.backend.claim(claim)).isEmpty();
		assertThat(this.backend.claim(claim)).isEmpty();
		this.backend.complete(claim, "{\"n\":1}", RETENTION);
		this.backend.complete(claim, "{\"n\":1}", RETENTION);
		this.backend.release(claim);
		assertThat(repeat(request).body()).isEqualTo("{\"n\":1}");
	}

	@Test
	void neitherKeyNorScopeStandInRedis() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{}");
		for (String key : this.redis.keys(this.prefix + "*")) {
			assertThat(key + this.redis.opsForValue().get(key)).doesNotContain(request.key())
				.doesNotContain(request.scope().agent())
				.doesNotContain("account");
		}
	}

	@Test
	void theAccountSaltIsMadeOnceAndStays() {
		String salt = new RedisSettings(this.connections, this.prefix).accountSalt();
		assertThat(salt).hasSizeGreaterThanOrEqualTo(43);
		assertThat(new RedisSettings(this.connections, this.prefix).accountSalt()).isEqualTo(salt);
		assertThat(this.redis.getExpire(this.prefix + "account-salt")).isEqualTo(-1);
	}

}
