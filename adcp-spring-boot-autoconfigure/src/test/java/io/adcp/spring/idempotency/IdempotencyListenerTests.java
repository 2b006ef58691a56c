package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Each call ends exactly once, whatever happens to it.
 */
class IdempotencyListenerTests {

	private final List<String> told = new ArrayList<>();

	@ParameterizedTest
	@MethodSource("io.adcp.spring.idempotency.OutcomeCase#all")
	void everyCallEndsExactlyOnce(OutcomeCase call) {
		List<@Nullable Throwable> failures = new ArrayList<>();
		IdempotencyListener listener = (request, outcome, took, failure) -> {
			assertThat(request).isSameAs(OutcomeCase.REQUEST);
			assertThat(took.isNegative()).isFalse();
			this.told.add(outcome.label());
			failures.add(failure);
		};
		Throwable thrown = call.run(listener);
		assertThat(this.told).containsExactly(call.outcome().label());
		assertThat(failures).containsExactly(thrown);
	}

	@Test
	void theStartIsToldBeforeTheHandlerAndTheEndInReverseOrder() {
		run(new Traced("outer"), new Traced("inner"));
		assertThat(this.told).containsExactly("outer starts", "inner starts", "handler", "inner executed",
				"outer executed");
	}

	@Test
	void whatAListenerThrowsChangesNothingAndTheOthersAreTold() {
		IdempotencyListener failing = new IdempotencyListener() {

			@Override
			public IdempotencyListener onStart(IdempotencyRequest request) {
				throw new IllegalStateException("start");
			}

			@Override
			public void onOutcome(IdempotencyRequest request, IdempotencyOutcome outcome, Duration took,
					@Nullable Throwable failure) {
				IdempotencyListenerTests.this.told.add("failing " + outcome.label());
				throw new AssertionError("end");
			}

		};
		assertThat(run(new Traced("outer"), failing, new Traced("inner"))).isNull();
		assertThat(this.told).containsExactly("outer starts", "inner starts", "handler", "inner executed",
				"failing executed", "outer executed");
	}

	private @Nullable Throwable run(IdempotencyListener... listeners) {
		IdempotencyStore store = Engines.rejecting(ScriptedBackend.free(), InsertLimiter.NONE, listeners);
		return catchThrowable(() -> store.execute(OutcomeCase.REQUEST, () -> {
			this.told.add("handler");
			return "{}";
		}));
	}

	private final class Traced implements IdempotencyListener {

		private final String name;

		Traced(String name) {
			this.name = name;
		}

		@Override
		public IdempotencyListener onStart(IdempotencyRequest request) {
			IdempotencyListenerTests.this.told.add(this.name + " starts");
			return this;
		}

		@Override
		public void onOutcome(IdempotencyRequest request, IdempotencyOutcome outcome, Duration took,
				@Nullable Throwable failure) {
			IdempotencyListenerTests.this.told.add(this.name + " " + outcome.label());
		}

	}

}
