package io.adcp.spring.verification.benchmark;

import java.lang.reflect.Method;

import io.adcp.spring.idempotency.Idempotent;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.interceptor.MatchAlwaysTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/**
 * Puts Spring's own transactions in the place of the advice on {@code @Idempotent}
 * methods, and leaves everything else as it is.
 */
@Configuration(proxyBeanMethods = false)
class TransactionsAlone {

	private static final String ADVISOR = "idempotentAdvisor";

	@Bean
	static BeanDefinitionRegistryPostProcessor transactionsInsteadOfIdempotency(BeanFactory beans) {
		return new BeanDefinitionRegistryPostProcessor() {

			@Override
			public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
				replace(registry, beans);
			}

			@Override
			public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
				// Nothing left to do
			}

		};
	}

	// Throws where the starter calls its advisor something else, or has none.
	private static void replace(BeanDefinitionRegistry registry, BeanFactory beans) {
		registry.removeBeanDefinition(ADVISOR);
		RootBeanDefinition definition = new RootBeanDefinition(Advisor.class, () -> advisor(beans));
		definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
		registry.registerBeanDefinition(ADVISOR, definition);
	}

	private static Advisor advisor(BeanFactory beans) {
		TransactionInterceptor interceptor = new TransactionInterceptor();
		interceptor.setTransactionAttributeSource(new MatchAlwaysTransactionAttributeSource());
		interceptor.setBeanFactory(beans);
		return new DefaultPointcutAdvisor(new IdempotentMethod(), interceptor);
	}

	/**
	 * Where the advice was.
	 */
	private static final class IdempotentMethod extends StaticMethodMatcherPointcut {

		@Override
		public boolean matches(Method method, Class<?> type) {
			return AnnotatedElementUtils.hasAnnotation(method, Idempotent.class);
		}

	}

}
