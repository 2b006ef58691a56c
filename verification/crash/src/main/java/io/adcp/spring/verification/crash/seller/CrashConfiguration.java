package io.adcp.spring.verification.crash.seller;

import java.util.Set;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the crash run adds to the packaged sample seller, by {@code spring.main.sources}
 * and a jar in front of its class path. None of it is in the seller's jar.
 */
@Configuration(proxyBeanMethods = false)
public class CrashConfiguration {

	private static final Set<String> CONTROLLERS = Set.of("mediaBuyController", "creativeController");

	@Bean
	AnswerFilter answerFilter() {
		return new AnswerFilter();
	}

	@Bean
	static BeanPostProcessor handlerPoint() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (CONTROLLERS.contains(name)) {
					((Advised) bean).addAdvice((MethodInterceptor) CrashConfiguration::passAfterRows);
				}
				return bean;
			}

		};
	}

	// The last advice of all, in the handler's transaction. Reads have none.
	private static @Nullable Object passAfterRows(MethodInvocation invocation) throws Throwable {
		Object answer = invocation.proceed();
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			CrashPoint.IN_HANDLER.pass();
			AroundCommit.register();
		}
		return answer;
	}

}
