package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
		Deque<IdempotencyListener> started = start(request);
		IdempotentResponse response;
		try {
			response = call.call();
		}
		catch (Throwable ex) {
			tell(started, request, IdempotencyOutcome.of(ex), start, ex);
			throw ex;
		}
		tell(started, request, IdempotencyOutcome.of(response), start, null);
		return response;
	}

	private Deque<IdempotencyListener> start(IdempotencyRequest request) {
		Deque<IdempotencyListener> started = new ArrayDeque<>(this.listeners.size());
		for (IdempotencyListener listener : this.listeners) {
			try {
				started.push(listener.onStart(request));
			}
			catch (RuntimeException | Error ex) {
				started.push(listener);
				logger.log(System.Logger.Level.WARNING, "A listener failed at the start of " + request.task(), ex);
			}
		}
		return started;
	}

	private static void tell(Deque<IdempotencyListener> listeners, IdempotencyRequest request,
			IdempotencyOutcome outcome, long start, @Nullable Throwable failure) {
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		for (IdempotencyListener listener : listeners) {
			try {
				listener.onOutcome(request, outcome, took, failure);
			}
			catch (RuntimeException | Error ex) {
				logger.log(System.Logger.Level.WARNING,
						"A listener failed on outcome " + outcome.label() + " of " + request.task(), ex);
			}
		}
	}

}
