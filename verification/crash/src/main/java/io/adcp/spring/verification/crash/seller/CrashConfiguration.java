package io.adcp.spring.verification.crash.seller;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the crash run adds to the packaged sample seller, by {@code spring.main.sources}
 * and a jar in front of its class path. None of it is in the seller's jar.
 */
@Configuration(proxyBeanMethods = false)
public class CrashConfiguration {

	@Bean
	AnswerFilter answerFilter() {
		return new AnswerFilter();
	}

}
