package io.adcp.spring.autoconfigure;

import io.adcp.spring.downstream.OpenClaims;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.idempotency.observation.ClaimGauges;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows a seller's open claims to its operators.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpDownstreamAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnBean(OpenClaims.class)
public final class AdcpDownstreamOperationsAutoConfiguration {

	/**
	 * The endpoint.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	@ConditionalOnAvailableEndpoint(ClaimsEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ClaimsEndpoint adcpClaimsEndpoint(OpenClaims claims) {
			return new ClaimsEndpoint(claims);
		}

	}

	/**
	 * The gauges.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class GaugeConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ClaimGauges adcpClaimGauges(JdbcIdempotencyBackend backend) {
			return new ClaimGauges(backend.openClaims());
		}

	}

}
