package io.adcp.spring.autoconfigure;

import io.adcp.spring.server.AccountResolver;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.ExchangeFactory;
import io.adcp.spring.server.JakartaRequestValidator;
import io.adcp.spring.server.PayloadHasher;
import io.adcp.spring.server.ServedVersions;
import io.adcp.spring.server.web.RestBodyAdvice;
import io.adcp.spring.server.web.RestCallInterceptor;
import io.adcp.spring.server.web.RestExceptionResolver;
import io.adcp.spring.server.web.RestResponseCodec;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import tools.jackson.databind.json.JsonMapper;

/**
 * Lets the application's own REST controllers answer tasks.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpServerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnBean(ExchangeFactory.class)
public final class AdcpRestAutoConfiguration {

	@Bean
	RestBodyAdvice adcpRestBodyAdvice(AccountResolver accounts, PayloadHasher hasher, AgentResolver agents,
			ServedVersions versions, AdcpServerProperties properties, ObjectProvider<JsonMapper> mapper) {
		RestResponseCodec codec = new RestResponseCodec(mapper.getIfAvailable(JsonMapper::shared));
		return new RestBodyAdvice(new ExchangeFactory(accounts, hasher, codec, versions), agents,
				Math.toIntExact(properties.getMaxRequestSize().toBytes()));
	}

	@Bean
	RestExceptionResolver adcpRestExceptionResolver(ObjectProvider<JakartaRequestValidator> validator) {
		return new RestExceptionResolver(validator.getIfAvailable());
	}

	@Bean
	WebMvcConfigurer adcpRestCallConfigurer() {
		return new WebMvcConfigurer() {

			@Override
			public void addInterceptors(InterceptorRegistry registry) {
				registry.addInterceptor(new RestCallInterceptor());
			}

		};
	}

}
