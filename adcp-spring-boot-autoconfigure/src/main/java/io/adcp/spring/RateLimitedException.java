package io.adcp.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The seller refused the call for now because there were too many (AdCP 3.1 idempotency,
 * rule 8). Nothing was executed or stored.
 *
 * @since 0.1.0
 */
public class RateLimitedException extends AdcpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param error the error as it stands on the wire
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public RateLimitedException(AdcpError error, @Nullable String idempotencyKey) {
		super(error, idempotencyKey);
	}

	/**
	 * Create the exception for an answer that may hold several errors.
	 * @param errors the errors, at least one; the first decides code and recovery
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public RateLimitedException(List<AdcpError> errors, @Nullable String idempotencyKey) {
		super(errors, idempotencyKey, null);
	}

}
