package io.adcp.spring.autoconfigure;

import io.adcp.spring.downstream.OpenClaims;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.observation.OutcomeCounts;
import io.adcp.spring.server.AccountResolver;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows a seller's idempotency records to its operators.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { AdcpIdempotencyAutoConfiguration.class, AdcpServerAutoConfiguration.class })
@ConditionalOnAdcpSeller
@ConditionalOnSingleCandidate(IdempotencyBackend.class)
public final class AdcpIdempotencyActuatorAutoConfiguration {

	/**
	 * The endpoint.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	@ConditionalOnAvailableEndpoint(IdempotencyEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		IdempotencyEndpoint adcpIdempotencyEndpoint(AdcpIdempotencyProperties properties, OutcomeCounts outcomes,
				IdempotencyBackend backend, ObjectProvider<AccountResolver> accounts) {
			return new IdempotencyEndpoint(properties, outcomes, backend, accounts.getIfAvailable());
		}

	}

	/**
	 * The state of the table.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnEnabledHealthIndicator("adcpidempotency")
	@ConditionalOnBean(InspectableIdempotencyBackend.class)
	static class HealthConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "adcpIdempotencyHealthIndicator")
		IdempotencyHealthIndicator adcpIdempotencyHealthIndicator(InspectableIdempotencyBackend backend,
				ObjectProvider<OpenClaims> claims) {
			return new IdempotencyHealthIndicator(backend, claims.getIfAvailable());
		}

	}

}
