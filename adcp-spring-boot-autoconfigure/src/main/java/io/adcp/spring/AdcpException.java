package io.adcp.spring;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A task that ended in an AdCP error. A seller throws it to answer with that error, a
 * buyer catches it. Its text holds the code and the message, never a key or a token.
 *
 * @since 0.1.0
 */
public class AdcpException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final List<AdcpError> errors;

	private final @Nullable String idempotencyKey;

	/**
	 * Create an exception for one error.
	 * @param error the error
	 */
	public AdcpException(AdcpError error) {
		this(List.of(error), null, null);
	}

	/**
	 * Create an exception for one error of a call that had a key.
	 * @param error the error
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public AdcpException(AdcpError error, @Nullable String idempotencyKey) {
		this(List.of(error), idempotencyKey, null);
	}

	/**
	 * Create an exception for the errors of a call.
	 * @param errors the errors, at least one; the first decides code and recovery
	 * @param idempotencyKey the call's key, or {@code null}
	 * @param cause what led here, or {@code null}
	 */
	public AdcpException(List<AdcpError> errors, @Nullable String idempotencyKey, @Nullable Throwable cause) {
		super(errors.get(0).code() + ": " + errors.get(0).message(), cause);
		this.errors = List.copyOf(errors);
		this.idempotencyKey = idempotencyKey;
	}

	/**
	 * Return the error that decided.
	 * @return the first error
	 */
	public AdcpError error() {
		return this.errors.get(0);
	}

	/**
	 * Return all errors of the answer.
	 * @return the errors, at least one
	 */
	public List<AdcpError> errors() {
		return this.errors;
	}

	/**
	 * Return the error's code.
	 * @return the code
	 */
	public String code() {
		return error().code();
	}

	/**
	 * Return what the caller can do.
	 * @return the recovery class
	 */
	public Recovery recovery() {
		return error().recovery();
	}

	/**
	 * Return how long the seller asked to wait.
	 * @return the time to wait, or {@code null} where the seller gave none
	 */
	public @Nullable Duration retryAfter() {
		return error().retryAfter();
	}

	/**
	 * Return the key of the call that failed. It is a secret within its replay window: do
	 * not log it whole.
	 * @return the key, or {@code null} where the call had none
	 */
	public @Nullable String idempotencyKey() {
		return this.idempotencyKey;
	}

}
