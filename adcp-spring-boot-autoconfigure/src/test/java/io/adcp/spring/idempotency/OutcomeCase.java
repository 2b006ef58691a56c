package io.adcp.spring.idempotency;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.idempotency.contract.Requests;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A call, and how it ends.
 *
 * @param outcome how it ends
 * @param holder who holds its key, or {@code null} for nobody
 * @param limiter the limit on new keys
 * @param failure what its handler throws, or {@code null}
 */
public record OutcomeCase(IdempotencyOutcome outcome, @Nullable IdempotencyRecord holder, InsertLimiter limiter,
		@Nullable Throwable failure) {

	/**
	 * The call of every case.
	 */
	public static final IdempotencyRequest REQUEST = Requests.request();

	private static final InsertLimiter FULL = (scope, task) -> {
		throw new RateLimitedException(AdcpError.of(AdcpErrorCode.RATE_LIMITED, "Too many"), null);
	};

	/**
	 * Return each way in which a call can end.
	 * @return the cases, always in the same order
	 */
	public static Stream<OutcomeCase> all() {
		Duration hour = Duration.ofHours(1);
		return Stream.of(new OutcomeCase(IdempotencyOutcome.EXECUTED, null, InsertLimiter.NONE, null),
				held(IdempotencyOutcome.REPLAYED, IdempotencyRecord.completed(true, "{}", hour)),
				held(IdempotencyOutcome.CONFLICT, IdempotencyRecord.completed(false, "{}", hour)),
				held(IdempotencyOutcome.CONFLICT, IdempotencyRecord.inFlight(false)),
				held(IdempotencyOutcome.IN_FLIGHT, IdempotencyRecord.inFlight(true)),
				held(IdempotencyOutcome.EXPIRED, IdempotencyRecord.completed(true, null, hour)),
				new OutcomeCase(IdempotencyOutcome.RATE_LIMITED, null, FULL, null), failing(new IOException("disk")),
				failing(new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null)),
				failing(new StackOverflowError()), failing(new AssertionError("bug")));
	}

	private static OutcomeCase held(IdempotencyOutcome outcome, IdempotencyRecord holder) {
		return new OutcomeCase(outcome, holder, InsertLimiter.NONE, null);
	}

	private static OutcomeCase failing(Throwable failure) {
		return new OutcomeCase(IdempotencyOutcome.FAILED, null, InsertLimiter.NONE, failure);
	}

	/**
	 * Make the call.
	 * @param listener is told how it ends
	 * @return what was thrown, or {@code null}
	 */
	public @Nullable Throwable run(IdempotencyListener listener) {
		ScriptedBackend backend = (this.holder != null) ? ScriptedBackend.heldBy(this.holder) : ScriptedBackend.free();
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
