package io.adcp.spring.idempotency;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Is told how calls with a key end: exactly once per call that has started, on the call's
 * thread, after its transaction has ended; the listener that was told first of the start
 * is told last of the end. What a listener throws is logged and changes nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface IdempotencyListener {

	/**
	 * A call has arrived.
	 * @param request the call
	 * @return who is told of this call's end; by default this listener
	 */
	default IdempotencyListener onStart(IdempotencyRequest request) {
		return this;
	}

	/**
	 * A call has ended.
	 * @param request the call
	 * @param outcome how it ended
	 * @param took from the call's arrival at the engine to its end
	 * @param failure what was thrown, or {@code null} for an executed or replayed call
	 */
	void onOutcome(IdempotencyRequest request, IdempotencyOutcome outcome, Duration took, @Nullable Throwable failure);

}
