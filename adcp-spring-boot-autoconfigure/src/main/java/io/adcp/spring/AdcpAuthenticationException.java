package io.adcp.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The credentials were missing or refused.
 *
 * @since 0.1.0
 */
public class AdcpAuthenticationException extends AdcpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param error the error as it stands on the wire
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public AdcpAuthenticationException(AdcpError error, @Nullable String idempotencyKey) {
		super(error, idempotencyKey);
	}

	/**
	 * Create the exception for an answer that may hold several errors.
	 * @param errors the errors, at least one; the first decides code and recovery
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public AdcpAuthenticationException(List<AdcpError> errors, @Nullable String idempotencyKey) {
		super(errors, idempotencyKey, null);
	}

}
