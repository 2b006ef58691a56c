package io.adcp.spring.downstream;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a call that was made, or may have been made, before. A system that
 * does not know the call's id has proven nothing until it has had time to hear of it; one
 * that recognizes a repeated id may have heard of it as late as within that time.
 *
 * @param <A> the type of the system's answers
 * @param answer the call's answer, or {@code null} where there is none yet
 * @param isAbsent whether it is proven that the system has done nothing under the id
 * @param mayRepeat whether a repetition under the same id would be recognized as one
 * @param retryAfter when more may be known
 * @param failure what the question failed with, or {@code null}
 * @param reason what is not known, for the seller's log
 */
record CallReconciliation<A>(@Nullable A answer, boolean isAbsent, boolean mayRepeat, Duration retryAfter,
		@Nullable Throwable failure, String reason) {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	/**
	 * Ask a system what became of a call.
	 * @param <A> the type of the system's answers
	 * @param journal knows the time
	 * @param call the call
	 * @param system the system
	 * @return what is known
	 */
	static <A> CallReconciliation<A> of(CallJournal journal, NotedCall call, Downstream<?, A> system) {
		// Taken before the question: what is settled by then is settled for its answer.
		Duration age = Duration.between(call.notedAt(), journal.now());
		boolean mayRepeat = isRecognized(system, age);
		try {
			Optional<A> found = system.find(call.requestId());
			if (found.isPresent()) {
				return new CallReconciliation<>(found.get(), false, false, Duration.ZERO, null, "");
			}
			Duration unsettled = settledAt(system).minus(age);
			return new CallReconciliation<>(null, unsettled.isNegative() || unsettled.isZero(), mayRepeat, unsettled,
					null, call.system() + " does not know the call of step '" + call.step()
							+ "', but may still carry it out for " + unsettled.toMillis() + " ms");
		}
		catch (Throwable ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			return new CallReconciliation<>(null, false, mayRepeat, RETRY_AFTER, ex,
					call.system() + " cannot tell what became of the call of step '" + call.step() + "' ("
							+ ex.getClass().getName() + ")");
		}
	}

	UnknownCallOutcomeException toException() {
		return new UnknownCallOutcomeException(this.reason,
				(this.retryAfter.compareTo(SHORTEST) < 0) ? SHORTEST : this.retryAfter, this.failure);
	}

	private static boolean isRecognized(Downstream<?, ?> system, Duration age) {
		Duration window = system.deduplicatesFor();
		return window != null && age.plus(system.timeout()).compareTo(window) < 0;
	}

	private static Duration settledAt(Downstream<?, ?> system) {
		Duration window = system.deduplicatesFor();
		return (window != null) ? window.plus(system.settling()) : system.settling();
	}

}
