package io.adcp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/**
 * When records are kept in memory.
 */
class AdcpMemoryIdempotencyAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AdcpIdempotencyAutoConfiguration.class,
				AdcpMemoryIdempotencyAutoConfiguration.class))
		.withPropertyValues("adcp.idempotency.enabled=true");

	@Test
	void memoryIsUsedWhereItIsAskedForByName() {
		Warnings warnings = new Warnings();
		Logger logger = Logger.getLogger(MemoryIdempotencyBackend.class.getName());
		logger.addHandler(warnings);
		try {
			this.runner.withPropertyValues("adcp.idempotency.backend=memory")
				.run((context) -> assertThat(context).hasSingleBean(IdempotencyStore.class)
					.hasSingleBean(MemoryIdempotencyBackend.class));
		}
		finally {
			logger.removeHandler(warnings);
		}
		assertThat(warnings.messages).singleElement(STRING).contains("kept in memory only");
	}

	@Test
	void memoryIsNotAFallback() {
		this.runner.run((context) -> assertThat(context).hasFailed()
			.getFailure()
			.hasRootCauseInstanceOf(InvalidSetupException.class));
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

	// The output would be captured only where nothing was logged this way before.
	private static final class Warnings extends Handler {

		private final List<String> messages = new ArrayList<>();

		@Override
		public void publish(LogRecord message) {
			if (message.getLevel() == Level.WARNING) {
				this.messages.add(message.getMessage());
			}
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
