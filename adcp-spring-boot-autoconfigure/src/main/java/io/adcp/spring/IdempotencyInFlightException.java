package io.adcp.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The first call with this key has not ended yet (AdCP 3.1 idempotency, rule 9). Repeat
 * the call with the same key, never with a new one.
 *
 * @since 0.1.0
 */
public class IdempotencyInFlightException extends AdcpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param error the error as it stands on the wire
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public IdempotencyInFlightException(AdcpError error, @Nullable String idempotencyKey) {
		super(error, idempotencyKey);
	}

	/**
	 * Create the exception for an answer that may hold several errors.
	 * @param errors the errors, at least one; the first decides code and recovery
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public IdempotencyInFlightException(List<AdcpError> errors, @Nullable String idempotencyKey) {
		super(errors, idempotencyKey, null);
	}

	/**
	 * Create the exception with what led to it.
	 * @param error the error as it stands on the wire
	 * @param idempotencyKey the call's key, or {@code null}
	 * @param cause what led here; it is never shown to the caller
	 */
	public IdempotencyInFlightException(AdcpError error, @Nullable String idempotencyKey, @Nullable Throwable cause) {
		super(List.of(error), idempotencyKey, cause);
	}

}
