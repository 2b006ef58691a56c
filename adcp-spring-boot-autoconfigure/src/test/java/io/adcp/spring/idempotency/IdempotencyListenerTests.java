package io.adcp.spring.idempotency;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.idempotency.contract.Requests;
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

	private static final IdempotencyRequest REQUEST = Requests.request();

	private static final InsertLimiter FULL = (scope, task) -> {
		throw new RateLimitedException(AdcpError.of(AdcpErrorCode.RATE_LIMITED, "Too many"), null);
	};

	private final List<String> told = new ArrayList<>();

	static Stream<Case> outcomes() {
		Duration hour = Duration.ofHours(1);
		return Stream.of(new Case(IdempotencyOutcome.EXECUTED, null, InsertLimiter.NONE, null),
				new Case(IdempotencyOutcome.REPLAYED, IdempotencyRecord.completed(true, "{}", hour), InsertLimiter.NONE,
						null),
				new Case(IdempotencyOutcome.CONFLICT, IdempotencyRecord.completed(false, "{}", hour),
						InsertLimiter.NONE, null),
				new Case(IdempotencyOutcome.CONFLICT, IdempotencyRecord.inFlight(false), InsertLimiter.NONE, null),
				new Case(IdempotencyOutcome.IN_FLIGHT, IdempotencyRecord.inFlight(true), InsertLimiter.NONE, null),
				new Case(IdempotencyOutcome.EXPIRED, IdempotencyRecord.completed(true, null, hour), InsertLimiter.NONE,
						null),
				new Case(IdempotencyOutcome.RATE_LIMITED, null, FULL, null),
				new Case(IdempotencyOutcome.FAILED, null, InsertLimiter.NONE, new IOException("disk")),
				new Case(IdempotencyOutcome.FAILED, null, InsertLimiter.NONE,
						new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null)),
				new Case(IdempotencyOutcome.FAILED, null, InsertLimiter.NONE, new StackOverflowError()),
				new Case(IdempotencyOutcome.FAILED, null, InsertLimiter.NONE, new AssertionError("bug")));
	}

	@ParameterizedTest
	@MethodSource("outcomes")
	void everyCallEndsExactlyOnce(Case call) {
		List<@Nullable Throwable> failures = new ArrayList<>();
		IdempotencyListener listener = (request, outcome, took, failure) -> {
			assertThat(request).isSameAs(REQUEST);
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

	@Test
	void countsAreKeptByOutcome() {
		OutcomeCounts counts = new OutcomeCounts();
		outcomes().forEach((call) -> call.run(counts));
		assertThat(counts.get()).containsEntry(IdempotencyOutcome.FAILED, 4L)
			.containsEntry(IdempotencyOutcome.CONFLICT, 2L)
			.containsEntry(IdempotencyOutcome.EXECUTED, 1L)
			.hasSize(IdempotencyOutcome.values().length);
	}

	@Test
	void theLogShowsEightCharactersOfTheKeyAndNoTextOfAFailure() {
		List<LogRecord> records = logOf(() -> outcomes().forEach((call) -> call.run(new OutcomeLog())));
		assertThat(records).hasSize((int) outcomes().count());
		assertThat(records).allSatisfy((record) -> assertThat(record.getMessage())
			.contains("create_media_buy with key " + REQUEST.key().substring(0, 8))
			.doesNotContain(REQUEST.key().substring(0, 9), "disk", "bug"));
		assertThat(records).extracting(LogRecord::getLevel)
			.containsExactly(Level.FINE, Level.FINE, Level.INFO, Level.INFO, Level.FINE, Level.INFO, Level.INFO,
					Level.WARNING, Level.INFO, Level.WARNING, Level.WARNING);
	}

	private @Nullable Throwable run(IdempotencyListener... listeners) {
		IdempotencyStore store = Engines.rejecting(ScriptedBackend.free(), InsertLimiter.NONE, listeners);
		return catchThrowable(() -> store.execute(REQUEST, () -> {
			this.told.add("handler");
			return "{}";
		}));
	}

	private static List<LogRecord> logOf(Runnable action) {
		Logger logger = Logger.getLogger(OutcomeLog.class.getName());
		List<LogRecord> records = new ArrayList<>();
		Handler handler = new Handler() {

			@Override
			public void publish(LogRecord record) {
				records.add(record);
			}

			@Override
			public void flush() {
			}

			@Override
			public void close() {
			}

		};
		logger.addHandler(handler);
		logger.setLevel(Level.ALL);
		try {
			action.run();
		}
		finally {
			logger.removeHandler(handler);
			logger.setLevel(null);
		}
		return records;
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

	record Case(IdempotencyOutcome outcome, @Nullable IdempotencyRecord holder, InsertLimiter limiter,
			@Nullable Throwable failure) {

		@Nullable Throwable run(IdempotencyListener listener) {
			ScriptedBackend backend = (this.holder != null) ? ScriptedBackend.heldBy(this.holder)
					: ScriptedBackend.free();
			IdempotencyStore store = Engines.rejecting(backend, this.limiter, listener);
			return catchThrowable(() -> store.execute(REQUEST, () -> {
				if (this.failure instanceof Error error) {
					throw error;
				}
				if (this.failure instanceof Exception exception) {
					throw exception;
				}
				return "{}";
			}));
		}

	}

}
