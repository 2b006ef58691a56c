package io.adcp.spring.idempotency.observation;

import java.time.Duration;

import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotencyListener;
import io.adcp.spring.idempotency.IdempotencyOutcome;
import io.adcp.spring.idempotency.IdempotencyRequest;
import org.jspecify.annotations.Nullable;

/**
 * Logs how calls end, with the first characters of their keys: what happens every day at
 * debug level, what a buyer does wrong at info level, and failures of the seller as
 * warnings. The failures' texts are left to whoever answers the call.
 *
 * @since 0.1.0
 */
public class OutcomeLog implements IdempotencyListener {

	private static final System.Logger logger = System.getLogger(OutcomeLog.class.getName());

	@Override
	public void onOutcome(IdempotencyRequest request, IdempotencyOutcome outcome, Duration took,
			@Nullable Throwable failure) {
		System.Logger.Level level = level(outcome, failure);
		if (logger.isLoggable(level)) {
			logger.log(level, "Task " + request.task() + " with key " + IdempotencyKey.redact(request.key()) + " was "
					+ outcome.label() + reason(outcome, failure) + " after " + took.toMillis() + " ms");
		}
	}

	private static System.Logger.Level level(IdempotencyOutcome outcome, @Nullable Throwable failure) {
		return switch (outcome) {
			case EXECUTED, REPLAYED, IN_FLIGHT -> System.Logger.Level.DEBUG;
			case CONFLICT, EXPIRED, RATE_LIMITED -> System.Logger.Level.INFO;
			case FAILED -> (failure instanceof AdcpException) ? System.Logger.Level.INFO : System.Logger.Level.WARNING;
		};
	}

	private static String reason(IdempotencyOutcome outcome, @Nullable Throwable failure) {
		if (outcome != IdempotencyOutcome.FAILED || failure == null) {
			return "";
		}
		return " (" + ((failure instanceof AdcpException adcp) ? adcp.code() : failure.getClass().getName()) + ")";
	}

}
