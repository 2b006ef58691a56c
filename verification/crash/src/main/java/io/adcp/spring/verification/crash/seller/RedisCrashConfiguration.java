package io.adcp.spring.verification.crash.seller;

import java.util.List;

import io.adcp.spring.idempotency.redis.RedisIdempotencyBackend;
import io.adcp.spring.task.AdcpTasks;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.objenesis.SpringObjenesis;
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

	// The sample's large buys are not for Redis, and there are none here: no ad server
	@Bean
	AdcpTasks noTasks() {
		return new SpringObjenesis().newInstance(AdcpTasks.class, false);
	}

	@Bean
	static BeanFactoryPostProcessor noRefusalOfTasks() {
		return (beans) -> ((BeanDefinitionRegistry) beans).removeBeanDefinition("adcpWorkRefusal");
	}

	// Where records are kept elsewhere, a task opens its transaction itself. The sample
	// leaves that to the JDBC backend, so it gets here what @Transactional would add
	@Bean
	static HandlerPoints handlerPoints(BeanFactory beans) {
		return new HandlerPoints(() -> List.of(new TransactionInterceptor(beans.getBean(TransactionManager.class),
				new MatchAlwaysTransactionAttributeSource())));
	}

}
