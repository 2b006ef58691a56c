package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.function.UnaryOperator;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import org.jspecify.annotations.Nullable;

/**
 * What a backend knows of a key that somebody holds. The rules about it are here, once:
 * backends find and keep records, they never decide.
 *
 * @since 0.1.0
 */
public final class IdempotencyRecord {

	private static final Duration IN_FLIGHT_RETRY_AFTER = Duration.ofSeconds(1);

	// Somebody has to look: no use in coming back every second.
	private static final Duration UNRESOLVED_RETRY_AFTER = Duration.ofSeconds(60);

	private static final String OUTCOME_UNKNOWN = "The outcome of the first request with this idempotency_key "
			+ "is not known yet. Repeat it with the same key.";

	private final boolean samePayload;

	private final @Nullable Finished finished;

	private final UnaryOperator<String> reader;

	private final boolean running;

	private IdempotencyRecord(boolean samePayload, @Nullable Finished finished, UnaryOperator<String> reader,
			boolean running) {
		this.samePayload = samePayload;
		this.finished = finished;
		this.reader = reader;
		this.running = running;
	}

	/**
	 * The key's first call has not ended.
	 * @param samePayload whether its task and payload are known to be, or may be, the
	 * claim's; {@code false} only where they are known to differ
	 * @return the record
	 */
	public static IdempotencyRecord inFlight(boolean samePayload) {
		return new IdempotencyRecord(samePayload, null, UnaryOperator.identity(), true);
	}

	/**
	 * The key's first call is over its time, and nobody knows what became of it. Its key
	 * is neither freed nor expired until somebody has found out (AdCP 3.2 idempotency,
	 * rule 9).
	 * @param samePayload whether task and payload equal the claim's
	 * @return the record
	 */
	public static IdempotencyRecord unresolved(boolean samePayload) {
		return new IdempotencyRecord(samePayload, null, UnaryOperator.identity(), false);
	}

	/**
	 * The key's first call has ended with success.
	 * @param samePayload whether task and payload equal the claim's
	 * @param response the stored response, or {@code null} once it was dropped
	 * @param remaining from the time of reading to the end of the replay window, without
	 * skew and by the backend's clock; negative past the end
	 * @return the record
	 */
	public static IdempotencyRecord completed(boolean samePayload, @Nullable String response, Duration remaining) {
		return new IdempotencyRecord(samePayload, new Finished(response, remaining), UnaryOperator.identity(), false);
	}

	/**
	 * Return the stored response if the claim is a repetition that is entitled to it. The
	 * replay window is half open: its last instant is the one before its end plus skew.
	 * @param skew how long past its end the window is still honoured
	 * @return the response, exactly as it was stored
	 * @throws IdempotencyExpiredException past the window (AdCP 3.1 idempotency, rule 6)
	 * @throws IdempotencyConflictException for another payload or task (rule 5)
	 * @throws IdempotencyInFlightException while the first call runs, or its outcome is
	 * not known (rule 9)
	 * @throws CommittedResourcePurgedException if that is the stored answer (rule 3)
	 */
	public String replay(Duration skew) {
		if (this.finished == null) {
			throw this.samePayload ? notFinished() : conflict();
		}
		Duration left = this.finished.remaining().plus(skew);
		if (this.finished.response() == null || left.isZero() || left.isNegative()) {
			throw expired();
		}
		if (!this.samePayload) {
			throw conflict();
		}
		return CommittedResourcePurgedException.unlessStored(this.reader.apply(this.finished.response()));
	}

	/**
	 * Return this record with a response that has to be read before it is replayed, as a
	 * backend needs it that keeps its texts changed in another. It is read for a
	 * repetition that is entitled to it, and for no other.
	 * @param reader makes the response of the stored text; what it throws is thrown by
	 * {@link #replay}
	 * @return a new record
	 */
	public IdempotencyRecord readBy(UnaryOperator<String> reader) {
		return new IdempotencyRecord(this.samePayload, this.finished, reader, this.running);
	}

	/**
	 * Return whether the first call may end soon, so that waiting for it makes sense.
	 * @return {@code true} while it runs
	 */
	boolean isRunning() {
		return this.running;
	}

	/**
	 * Return whether a repetition is to find out what became of the first call, rather
	 * than wait for somebody else to do so.
	 * @return {@code true} for an equivalent request once the first call is over its time
	 */
	boolean isToBeReconciled() {
		return this.finished == null && this.samePayload && !this.running;
	}

	/**
	 * Return whether there is an answer, or was one.
	 * @return {@code true} if the first call has ended with success
	 */
	public boolean isFinished() {
		return this.finished != null;
	}

	/**
	 * Say that a call has ended, and that it is not known what it has done. Unlike one
	 * that stopped in the middle, its repetition may find out at once.
	 * @param cause what it ended with
	 * @return the exception to be thrown
	 */
	static IdempotencyInFlightException outcomeUnknown(Throwable cause) {
		return new IdempotencyInFlightException(AdcpError.of(AdcpErrorCode.IDEMPOTENCY_IN_FLIGHT, OUTCOME_UNKNOWN)
			.withRetryAfter(IN_FLIGHT_RETRY_AFTER), null, cause);
	}

	private IdempotencyInFlightException notFinished() {
		return this.running
				? inFlight("The first request with this idempotency_key is still being processed. "
						+ "Repeat it with the same key.", IN_FLIGHT_RETRY_AFTER)
				: inFlight(OUTCOME_UNKNOWN, UNRESOLVED_RETRY_AFTER);
	}

	private static IdempotencyInFlightException inFlight(String message, Duration retryAfter) {
		return new IdempotencyInFlightException(
				AdcpError.of(AdcpErrorCode.IDEMPOTENCY_IN_FLIGHT, message).withRetryAfter(retryAfter), null);
	}

	private static IdempotencyConflictException conflict() {
		return new IdempotencyConflictException(AdcpError.of(AdcpErrorCode.IDEMPOTENCY_CONFLICT,
				"This idempotency_key was used with a different request. Send a changed request under a new key."),
				null);
	}

	private static IdempotencyExpiredException expired() {
		return new IdempotencyExpiredException(
				AdcpError.of(AdcpErrorCode.IDEMPOTENCY_EXPIRED,
						"The replay window of this idempotency_key is over. "
								+ "Look the resource up by a natural key before sending the request under a new key."),
				null);
	}

	private record Finished(@Nullable String response, Duration remaining) {

	}

}
