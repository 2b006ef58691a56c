package io.adcp.spring.autoconfigure;

import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.ExchangeFactory;
import io.adcp.spring.server.JakartaRequestValidator;
import io.adcp.spring.server.ResponseCodec;
import io.adcp.spring.server.web.RestExceptionResolver;
import io.adcp.spring.server.web.RestFailureResolver;
import io.adcp.spring.server.web.RestHandlerAdapter;
import io.adcp.spring.server.web.RestMethodCheck;
import io.adcp.spring.server.web.RestTasks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Lets the application's own REST controllers answer tasks.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpServerAutoConfiguration.class,
		afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnBean(value = ExchangeFactory.class,
		name = { "requestMappingHandlerAdapter", "requestMappingHandlerMapping" })
public final class AdcpRestAutoConfiguration {

	@Bean
	RestTasks adcpRestTasks() {
		return new RestTasks();
	}

	@Bean
	RestHandlerAdapter adcpRestHandlerAdapter(RestTasks tasks,
			@Qualifier("requestMappingHandlerAdapter") RequestMappingHandlerAdapter adapter,
			@Qualifier("mvcContentNegotiationManager") ContentNegotiationManager negotiation, ExchangeFactory exchanges,
			ResponseCodec codec, AgentResolver agents, AdcpServerProperties properties) {
		return RestHandlerAdapter.around(adapter, tasks, new RestHandlerAdapter.Settings(exchanges, codec, agents,
				negotiation, Math.toIntExact(properties.getMaxRequestSize().toBytes())));
	}

	@Bean
	RestExceptionResolver adcpRestExceptionResolver(RestTasks tasks, ExchangeFactory exchanges,
			ObjectProvider<JakartaRequestValidator> validator) {
		return new RestExceptionResolver(tasks, exchanges.answers(), validator.getIfAvailable());
	}

	@Bean
	RestFailureResolver adcpRestFailureResolver(RestTasks tasks, ExchangeFactory exchanges) {
		return new RestFailureResolver(tasks, exchanges.answers());
	}

	@Bean
	@Lazy(false)
	RestMethodCheck adcpRestMethodCheck(
			@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
		return new RestMethodCheck(mapping);
	}

}
