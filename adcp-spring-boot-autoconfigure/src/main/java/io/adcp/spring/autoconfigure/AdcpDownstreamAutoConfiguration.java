package io.adcp.spring.autoconfigure;

import java.util.List;

import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.downstream.DownstreamCalls;
import io.adcp.spring.downstream.OpenClaims;
import io.adcp.spring.idempotency.ClaimedStore;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.aop.NoTransactionWhileCalling;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.json.JsonMapper;

/**
 * Calls to other systems: claims that are committed before the call, beside the records
 * in the application's own database.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { AdcpJdbcIdempotencyAutoConfiguration.class, AdcpIdempotencyAutoConfiguration.class },
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(JdbcTemplate.class)
@ConditionalOnAdcpSeller
@ConditionalOnBean({ Downstream.class, JdbcIdempotencyBackend.class })
@EnableConfigurationProperties({ AdcpDownstreamProperties.class, AdcpIdempotencyProperties.class })
public final class AdcpDownstreamAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DownstreamCalls adcpDownstreamCalls(ObjectProvider<JsonMapper> mapper) {
		return new DownstreamCalls(mapper.getIfAvailable(JsonMapper::shared));
	}

	@Bean
	ClaimedStore adcpClaimedStore(IdempotencyStore store, JdbcIdempotencyBackend backend) {
		return store.claimed(backend.openClaims());
	}

	@Bean
	OpenClaims adcpOpenClaims(JdbcIdempotencyBackend backend, ClaimedStore store,
			ObjectProvider<Downstream<?, ?>> systems) {
		return new OpenClaims(backend.openClaims(), store, systems.stream().toList());
	}

	@Bean
	ReconciliationLifecycle adcpReconciliationLifecycle(OpenClaims claims, AdcpDownstreamProperties properties) {
		return new ReconciliationLifecycle(claims, properties.getReconcileInterval());
	}

	// Collected by Spring Boot when it makes the transaction manager.
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static NoTransactionWhileCalling adcpNoTransactionWhileCalling() {
		return new NoTransactionWhileCalling();
	}

	// Never lazy: a wrong set-up shows at the start.
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DownstreamCheck adcpDownstreamCheck(ListableBeanFactory beans) {
		return new DownstreamCheck(() -> List.copyOf(beans.getBeansOfType(Downstream.class).values()),
				() -> beans.getBean(AdcpIdempotencyProperties.class).getInFlightMax());
	}

}
