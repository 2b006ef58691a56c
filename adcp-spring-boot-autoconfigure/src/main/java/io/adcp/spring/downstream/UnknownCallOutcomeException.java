package io.adcp.spring.downstream;

import java.time.Duration;
import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import org.jspecify.annotations.Nullable;

/**
 * It is not known what became of a call to another system. Whoever made the call must
 * neither give up its claim nor make the call anew: a repetition under the same claim
 * finds out (AdCP 3.2 idempotency, rules 9 and 10). The buyer is told to come back with
 * the same key, and nothing of the other system.
 *
 * @since 0.1.0
 */
public class UnknownCallOutcomeException extends AdcpException {

	private static final long serialVersionUID = 1L;

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	private final String reason;

	/**
	 * Create the exception.
	 * @param reason what is not known, for the seller's log; free of ids
	 * @param retryAfter when a repetition may know more
	 * @param cause what the other system answered, or {@code null}; never shown to the
	 * buyer
	 */
	public UnknownCallOutcomeException(String reason, Duration retryAfter, @Nullable Throwable cause) {
		super(List.of(AdcpError
			.of(AdcpErrorCode.IDEMPOTENCY_IN_FLIGHT,
					"The outcome of this request is not known yet. Repeat it with the same key.")
			.withRetryAfter(retryAfter)), null, cause);
		this.reason = reason;
	}

	static UnknownCallOutcomeException of(String reason, @Nullable Throwable cause) {
		return new UnknownCallOutcomeException(reason, RETRY_AFTER, cause);
	}

	/**
	 * Return what is not known.
	 * @return a sentence for the seller's log
	 */
	public String reason() {
		return this.reason;
	}

}
