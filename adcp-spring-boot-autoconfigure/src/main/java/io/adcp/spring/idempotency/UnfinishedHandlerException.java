package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import org.jspecify.annotations.Nullable;

/**
 * Nobody waits for a handler's answer any more, but its work may go on. That is no proof
 * of a failure, so its key is not freed (AdCP 3.2 idempotency, rule 3).
 *
 * @since 0.1.0
 */
public class UnfinishedHandlerException extends AdcpTaskException {

	private static final long serialVersionUID = 1L;

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	/**
	 * Create the exception.
	 * @param cause what ended the wait, or {@code null}
	 */
	public UnfinishedHandlerException(@Nullable Throwable cause) {
		super(List.of(AdcpError
			.of(AdcpErrorCode.SERVICE_UNAVAILABLE, "The task did not end in time. Repeat with the same key.")
			.withRetryAfter(RETRY_AFTER)), null, cause);
	}

}
