package io.adcp.spring.verification.crash.seller;

import java.util.List;

import io.adcp.spring.idempotency.redis.RedisIdempotencyBackend;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.MatchAlwaysTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/**
 * Sellers with their records in Redis.
 */
@Configuration(proxyBeanMethods = false)
public class RedisCrashConfiguration {

	@Bean
	RedisIdempotencyBackend crashingBackend(RedisConnectionFactory connections) {
		return new CrashingRedisBackend(connections);
	}

	// Where records are kept elsewhere, a task opens its transaction itself. The sample
	// leaves that to the JDBC backend, so it gets here what @Transactional would add
	@Bean
	static HandlerPoints handlerPoints(BeanFactory beans) {
		return new HandlerPoints(() -> List.of(new TransactionInterceptor(beans.getBean(TransactionManager.class),
				new MatchAlwaysTransactionAttributeSource())));
	}

}
