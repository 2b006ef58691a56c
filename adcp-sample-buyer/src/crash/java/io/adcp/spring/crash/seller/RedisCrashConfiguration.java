package io.adcp.spring.crash.seller;

import io.adcp.spring.idempotency.redis.RedisIdempotencyBackend;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Sellers with their records in Redis.
 */
@Configuration(proxyBeanMethods = false)
class RedisCrashConfiguration {

	@Bean
	RedisIdempotencyBackend crashingBackend(RedisConnectionFactory connections) {
		return new CrashingRedisBackend(connections);
	}

}
