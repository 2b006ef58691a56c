package io.adcp.spring.client;

import java.time.Duration;
import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.Recovery;
import org.jspecify.annotations.Nullable;

/**
 * An exchange with a seller that brought no readable answer: the seller could not be
 * reached, or the connection, the HTTP status or the body was at fault. A caller gets it
 * only where the outcome is certain, that is where nothing can have been executed or the
 * task only reads; otherwise it is the cause of an {@link AdcpUnknownOutcomeException}.
 *
 * @since 0.1.0
 */
public class AdcpTransportException extends AdcpException {

	private static final long serialVersionUID = 1L;

	private final boolean executionPossible;

	private AdcpTransportException(AdcpError error, @Nullable Throwable cause) {
		super(List.of(error), null, cause);
		this.executionPossible = false;
	}

	private AdcpTransportException(AdcpCall call, AdcpError error, boolean executionPossible,
			@Nullable Throwable cause) {
		super(List.of(error), call.idempotencyKey(), cause);
		this.executionPossible = executionPossible;
	}

	/**
	 * The call did not reach the seller; it may be sent again.
	 * @param call the call
	 * @param message a sentence without secrets
	 * @param retryAfter how long the seller asked to wait, or {@code null}
	 * @param cause what happened, or {@code null}
	 * @return the exception
	 */
	public static AdcpTransportException notSent(AdcpCall call, String message, @Nullable Duration retryAfter,
			@Nullable Throwable cause) {
		return new AdcpTransportException(call, unavailable(message).withRetryAfter(retryAfter), false, cause);
	}

	/**
	 * The call was sent, or may have been, and no readable answer came; it may be sent
	 * again.
	 * @param call the call
	 * @param message a sentence without secrets
	 * @param retryAfter how long the seller asked to wait, or {@code null}
	 * @param cause what happened, or {@code null}
	 * @return the exception
	 */
	public static AdcpTransportException noAnswer(AdcpCall call, String message, @Nullable Duration retryAfter,
			@Nullable Throwable cause) {
		return new AdcpTransportException(call, unavailable(message).withRetryAfter(retryAfter), true, cause);
	}

	/**
	 * Sending the call again would end the same way.
	 * @param call the call
	 * @param message a sentence without secrets
	 * @param executionPossible whether the seller may have executed the call
	 * @param cause what happened, or {@code null}
	 * @return the exception
	 */
	public static AdcpTransportException permanent(AdcpCall call, String message, boolean executionPossible,
			@Nullable Throwable cause) {
		AdcpError error = AdcpError.of(AdcpErrorCode.SERVICE_UNAVAILABLE.name(), message, Recovery.TERMINAL);
		return new AdcpTransportException(call, error, executionPossible, cause);
	}

	/** A call whose bytes could not even be written, for want of the seller's word. */
	static AdcpTransportException notFrozen(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
		return new AdcpTransportException(unavailable(message).withRetryAfter(retryAfter), cause);
	}

	private static AdcpError unavailable(String message) {
		return AdcpError.of(AdcpErrorCode.SERVICE_UNAVAILABLE, message);
	}

	/**
	 * Return whether the seller may have executed the call.
	 * @return {@code false} where it certainly has not
	 */
	public boolean executionPossible() {
		return this.executionPossible;
	}

}
