package io.adcp.spring.autoconfigure;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.redis.RedisIdempotencyBackend;
import io.adcp.spring.idempotency.redis.RedisServerCheck;
import io.adcp.spring.idempotency.redis.RedisSettings;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * The records in the application's Redis.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = AdcpIdempotencyAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass(StringRedisTemplate.class)
@ConditionalOnAdcpSeller
@ConditionalOnProperty(name = "adcp.idempotency.backend", havingValue = "redis")
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@EnableConfigurationProperties(AdcpIdempotencyProperties.class)
public final class AdcpRedisIdempotencyAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(IdempotencyBackend.class)
	RedisIdempotencyBackend redisIdempotencyBackend(RedisConnectionFactory connections,
			AdcpIdempotencyProperties properties) {
		return new RedisIdempotencyBackend(connections, properties.getRedis().getKeyPrefix());
	}

	// Never lazy: what may lose records is warned of at the start.
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnBean(RedisIdempotencyBackend.class)
	SmartInitializingSingleton adcpRedisServerCheck(RedisConnectionFactory connections) {
		return new RedisServerCheck(connections)::run;
	}

	@Bean
	@Lazy
	@ConditionalOnBean(RedisIdempotencyBackend.class)
	@ConditionalOnMissingBean
	AccountSalt adcpAccountSalt(RedisConnectionFactory connections, AdcpIdempotencyProperties properties) {
		RedisSettings settings = new RedisSettings(connections, properties.getRedis().getKeyPrefix());
		return AccountSalt.of(properties.getSecret(), settings::accountSalt);
	}

}
