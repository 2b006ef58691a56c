package io.adcp.spring.autoconfigure;

import java.time.Clock;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The records in this process. Never by default: it has to be asked for by name.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = AdcpIdempotencyAutoConfiguration.class)
@ConditionalOnAdcpSeller
@ConditionalOnProperty(name = "adcp.idempotency.backend", havingValue = "memory")
@EnableConfigurationProperties(AdcpIdempotencyProperties.class)
public final class AdcpMemoryIdempotencyAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(IdempotencyBackend.class)
	MemoryIdempotencyBackend memoryIdempotencyBackend(AdcpIdempotencyProperties properties,
			@Qualifier(AdcpIdempotencyAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new MemoryIdempotencyBackend(clock.getIfAvailable(Clock::systemUTC), properties.retention(),
				properties.getMemory().getMaxRecords());
	}

}
