package io.adcp.spring.verification.crash.seller;

import java.util.Optional;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.redis.RedisIdempotencyBackend;

import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The starter's Redis backend, with places to die at between its steps. Its record is
 * written after the commit.
 */
class CrashingRedisBackend extends RedisIdempotencyBackend {

	CrashingRedisBackend(RedisConnectionFactory connections) {
		super(connections, DEFAULT_KEY_PREFIX);
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		return CrashPoint.claim(() -> super.claim(claim));
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
		super.complete(claim, response, retention);
		CrashPoint.AFTER_RECORD.pass();
	}

}
