package io.adcp.spring.verification.crash.seller;

import io.adcp.spring.idempotency.redis.RedisIdempotencyBackend;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.PriorityOrdered;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.MatchAlwaysTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/**
 * Sellers with their records in Redis.
 */
@Configuration(proxyBeanMethods = false)
public class RedisCrashConfiguration {

	// Where records are kept elsewhere, a task opens its transaction itself. The sample
	// leaves that to the JDBC backend, so it gets here what @Transactional would add
	private static final String TASKS = "mediaBuyController";

	@Bean
	RedisIdempotencyBackend crashingBackend(RedisConnectionFactory connections) {
		return new CrashingRedisBackend(connections);
	}

	@Bean
	static BeanPostProcessor transactions(BeanFactory beans) {
		return new Transactions(beans);
	}

	/**
	 * Comes before the places to die at, which are then within the transaction.
	 */
	private record Transactions(BeanFactory beans) implements BeanPostProcessor, PriorityOrdered {

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			if (name.equals(TASKS)) {
				((Advised) bean).addAdvice(new TransactionInterceptor(this.beans.getBean(TransactionManager.class),
						new MatchAlwaysTransactionAttributeSource()));
			}
			return bean;
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

}
