package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners of each call exactly once how it ended, and keeps their failures
 * away from it.
 */
final class OutcomeReport {

	private static final System.Logger logger = System.getLogger(OutcomeReport.class.getName());

	private final List<IdempotencyListener> listeners;

	OutcomeReport(List<IdempotencyListener> listeners) {
		this.listeners = listeners;
	}

	IdempotentResponse around(IdempotencyRequest request, Callable<IdempotentResponse> call) throws Exception {
		long start = System.nanoTime();
		IdempotentResponse response;
		try {
			response = call.call();
		}
		catch (Throwable ex) {
			tell(request, IdempotencyOutcome.of(ex), start, ex);
			throw ex;
		}
		tell(request, IdempotencyOutcome.of(response), start, null);
		return response;
	}

	private void tell(IdempotencyRequest request, IdempotencyOutcome outcome, long start, @Nullable Throwable failure) {
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		for (IdempotencyListener listener : this.listeners) {
			try {
				listener.onOutcome(request, outcome, took, failure);
			}
			catch (RuntimeException ex) {
				logger.log(System.Logger.Level.WARNING,
						"A listener failed on outcome " + outcome.label() + " of " + request.task(), ex);
			}
		}
	}

}
