package io.adcp.spring.verification.crash.seller;

import org.aopalliance.intercept.MethodInterceptor;

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

	private static final String HANDLERS = "mediaBuyController";

	@Bean
	AnswerFilter answerFilter() {
		return new AnswerFilter();
	}

	@Bean
	static BeanPostProcessor handlerPoint() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (name.equals(HANDLERS)) {
					// Innermost: when the handler has written all its rows, in its
					// transaction
					((Advised) bean).addAdvice((MethodInterceptor) (call) -> {
						Object answer = call.proceed();
						if (TransactionSynchronizationManager.isActualTransactionActive()) {
							CrashPoint.IN_HANDLER.pass();
							AroundCommit.register(CrashPoint.BEFORE_COMMIT, CrashPoint.AFTER_COMMIT);
						}
						return answer;
					});
				}
				return bean;
			}

		};
	}

}
