package io.adcp.spring.autoconfigure;

import java.util.List;
import java.util.Optional;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.context.request.async.DeferredResult;

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
						.contains("not known to end in one response");
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
