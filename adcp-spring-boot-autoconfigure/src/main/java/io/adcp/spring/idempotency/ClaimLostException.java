package io.adcp.spring.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A granted claim could not be completed because somebody else holds the key by now, or
 * because the database refused the transaction in favour of a concurrent one. Whatever
 * the attempt did has to be rolled back; the key is looked up again.
 *
 * @since 0.1.0
 */
public class ClaimLostException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param cause what told that the claim is lost, or {@code null}
	 */
	public ClaimLostException(@Nullable Throwable cause) {
		super("The claim was lost to a concurrent call", cause);
	}

}
