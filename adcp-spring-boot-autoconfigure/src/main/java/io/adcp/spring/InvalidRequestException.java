package io.adcp.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The request was malformed, incomplete or against the task's rules (AdCP 3.1
 * idempotency, rule 1). Nothing was executed or stored.
 *
 * @since 0.1.0
 */
public class InvalidRequestException extends AdcpTaskException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param error the error as it stands on the wire
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public InvalidRequestException(AdcpError error, @Nullable String idempotencyKey) {
		super(error, idempotencyKey);
	}

	/**
	 * Create the exception for an answer that may hold several errors.
	 * @param errors the errors, at least one; the first decides code and recovery
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public InvalidRequestException(List<AdcpError> errors, @Nullable String idempotencyKey) {
		super(errors, idempotencyKey, null);
	}

}
