package io.adcp.spring.autoconfigure;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When records are kept in memory.
 */
@ExtendWith(OutputCaptureExtension.class)
class AdcpMemoryIdempotencyAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AdcpIdempotencyAutoConfiguration.class,
				AdcpMemoryIdempotencyAutoConfiguration.class))
		.withPropertyValues("adcp.idempotency.enabled=true");

	@Test
	void memoryIsUsedWhereItIsAskedForByName(CapturedOutput output) {
		this.runner.withPropertyValues("adcp.idempotency.backend=memory").run((context) -> {
			assertThat(context).hasSingleBean(IdempotencyStore.class).hasSingleBean(MemoryIdempotencyBackend.class);
			assertThat(output).contains("WARN").contains("kept in memory only");
		});
	}

	@Test
	void memoryIsNotAFallback() {
		this.runner.run((context) -> assertThat(context).hasFailed()
			.getFailure()
			.hasRootCauseInstanceOf(IdempotencyBackendCountException.class));
	}

	@Test
	void aBackendOfTheApplicationGoesFirst() {
		this.runner.withPropertyValues("adcp.idempotency.backend=memory")
			.withBean(IdempotencyBackend.class, ScriptedBackend::free)
			.run((context) -> assertThat(context).hasSingleBean(IdempotencyBackend.class)
				.doesNotHaveBean(MemoryIdempotencyBackend.class));
	}

	@Test
	void aBoundThatIsNoneStopsTheStart() {
		this.runner.withPropertyValues("adcp.idempotency.backend=memory", "adcp.idempotency.memory.max-records=0")
			.run((context) -> assertThat(context).hasFailed());
	}

}
