package io.adcp.spring.idempotency.redis;

import io.adcp.spring.testing.RedisServers;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The contract on a Redis.
 */
class RedisIdempotencyBackendTests extends RedisBackendContract {

	@Override
	LettuceConnectionFactory connections() {
		return RedisServers.connections();
	}

}
