package io.adcp.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The seller does not promise to remember keys, so a keyed call to it was refused before
 * anything was sent: a retry could execute it twice (AdCP 3.1 idempotency, rule 7).
 *
 * @since 0.1.0
 */
public class IdempotencyUnsupportedException extends AdcpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param error the error, with what can be done about it
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public IdempotencyUnsupportedException(AdcpError error, @Nullable String idempotencyKey) {
		this(error, idempotencyKey, null);
	}

	/**
	 * Create the exception where the seller's capabilities could not be had.
	 * @param error the error, with what can be done about it
	 * @param idempotencyKey the call's key, or {@code null}
	 * @param cause what the seller answered instead, or {@code null}
	 */
	public IdempotencyUnsupportedException(AdcpError error, @Nullable String idempotencyKey,
			@Nullable Throwable cause) {
		super(List.of(error), idempotencyKey, cause);
	}

}
