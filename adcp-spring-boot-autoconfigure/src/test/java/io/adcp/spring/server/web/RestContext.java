package io.adcp.spring.server.web;

import io.adcp.spring.autoconfigure.AdcpIdempotencyAutoConfiguration;
import io.adcp.spring.autoconfigure.AdcpMemoryIdempotencyAutoConfiguration;
import io.adcp.spring.autoconfigure.AdcpRestAutoConfiguration;
import io.adcp.spring.autoconfigure.AdcpServerAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

/**
 * The smallest application with REST controllers: records are kept in memory, and no
 * server is started.
 */
final class RestContext {

	private RestContext() {
	}

	static WebApplicationContextRunner application() {
		return new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
							DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
							AdcpMemoryIdempotencyAutoConfiguration.class, AdcpIdempotencyAutoConfiguration.class,
							AdcpServerAutoConfiguration.class, AdcpRestAutoConfiguration.class))
			.withPropertyValues("adcp.idempotency.backend=memory");
	}

}
