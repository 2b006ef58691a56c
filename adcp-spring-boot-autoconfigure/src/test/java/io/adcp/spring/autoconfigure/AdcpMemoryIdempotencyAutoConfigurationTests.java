package io.adcp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.context.request.async.DeferredResult;

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
			.withBean(IdempotencyBackend.class, OwnBackend::new)
			.run((context) -> assertThat(context).hasSingleBean(IdempotencyBackend.class)
				.doesNotHaveBean(MemoryIdempotencyBackend.class));
	}

	@Test
	void aBoundThatIsNoneStopsTheStart() {
		this.runner.withPropertyValues("adcp.idempotency.backend=memory", "adcp.idempotency.memory.max-records=0")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void aResponseThatIsNotOneIsRefused() {
		for (Class<?> controller : List.of(ReturnsFlux.class, ReturnsDeferredResult.class)) {
			assertThat(StartFailure
				.of(this.runner.withPropertyValues("adcp.idempotency.backend=memory").withBean(controller)))
				.satisfies((analysis) -> {
					assertThat(analysis.getDescription()).contains(controller.getSimpleName())
						.contains("may produce no response or several");
					assertThat(analysis.getAction()).contains("Mono, CompletionStage, CompletableFuture or Callable");
				});
		}
	}

	static class ReturnsFlux {

		@Idempotent
		public Flux<Object> update() {
			return Flux.just(new Object());
		}

	}

	static class ReturnsDeferredResult {

		@Idempotent
		public DeferredResult<Object> update() {
			return new DeferredResult<>();
		}

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

	private static final class OwnBackend implements IdempotencyBackend {

		@Override
		public Optional<IdempotencyRecord> claim(Claim claim) {
			return Optional.empty();
		}

		@Override
		public void complete(Claim claim, String response, Retention retention) {
		}

		@Override
		public void release(Claim claim) {
		}

		@Override
		public int purge(Retention retention, int limit) {
			return 0;
		}

		@Override
		public String name() {
			return "own";
		}

	}

}
