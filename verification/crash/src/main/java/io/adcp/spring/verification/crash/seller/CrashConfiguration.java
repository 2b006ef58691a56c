package io.adcp.spring.verification.crash.seller;

import org.springframework.aop.MethodBeforeAdvice;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the crash run adds to the packaged sample seller, by {@code spring.main.sources}
 * and a jar in front of its class path. None of it is in the seller's jar.
 */
@Configuration(proxyBeanMethods = false)
public class CrashConfiguration {

	// The handler calls this last, after it has written all its rows, in its transaction
	private static final String HANDLERS_LAST = "webhooks";

	@Bean
	AnswerFilter answerFilter() {
		return new AnswerFilter();
	}

	@Bean
	static BeanPostProcessor handlerPoint() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (name.equals(HANDLERS_LAST)) {
					((Advised) bean).addAdvice((MethodBeforeAdvice) (method, arguments, target) -> {
						CrashPoint.IN_HANDLER.pass();
						AroundCommit.register();
					});
				}
				return bean;
			}

		};
	}

}
