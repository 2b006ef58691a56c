package io.adcp.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The task ended in an error that has no exception of its own.
 *
 * @since 0.1.0
 */
public class AdcpTaskException extends AdcpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param error the error as it stands on the wire
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public AdcpTaskException(AdcpError error, @Nullable String idempotencyKey) {
		super(error, idempotencyKey);
	}

	/**
	 * Create the exception with what led to it.
	 * @param errors the errors, at least one; the first decides code and recovery
	 * @param idempotencyKey the call's key, or {@code null}
	 * @param cause what led here, or {@code null}; it is never shown to the caller
	 */
	public AdcpTaskException(List<AdcpError> errors, @Nullable String idempotencyKey, @Nullable Throwable cause) {
		super(errors, idempotencyKey, cause);
	}

}
