package io.adcp.spring.autoconfigure;

import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.observation.CallObservation;
import io.adcp.spring.idempotency.observation.RecordGauges;
import io.adcp.spring.server.TaskHandlers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows a seller's idempotent calls to Micrometer.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpJdbcIdempotencyAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnAdcpSeller
@ConditionalOnSingleCandidate(IdempotencyBackend.class)
public final class AdcpIdempotencyObservationAutoConfiguration {

	/**
	 * The calls.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationRegistry.class)
	@ConditionalOnBean(ObservationRegistry.class)
	static class CallConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CallObservation adcpCallObservation(ObservationRegistry registry, IdempotencyBackend backend,
				ObjectProvider<TaskHandlers> handlers) {
			return new CallObservation(registry, backend.name(),
					(task) -> AdcpTaskCatalog.find(task).isPresent() || isRegistered(handlers, task));
		}

		private static boolean isRegistered(ObjectProvider<TaskHandlers> handlers, String task) {
			TaskHandlers registered = handlers.getIfAvailable();
			return registered != null && registered.tasks().contains(task);
		}

	}

	/**
	 * The records.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean({ MeterRegistry.class, InspectableIdempotencyBackend.class })
	static class RecordConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RecordGauges adcpRecordGauges(InspectableIdempotencyBackend backend) {
			return new RecordGauges(backend);
		}

	}

}
