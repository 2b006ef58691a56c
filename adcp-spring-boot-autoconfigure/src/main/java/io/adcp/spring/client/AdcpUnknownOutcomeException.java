package io.adcp.spring.client;

import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.Recovery;

/**
 * The attempts or the time ran out, and the seller may have executed the call or not. The
 * call must not be made again under a new key: store {@link #call()} and resume it later,
 * within the seller's replay window, and after that look for the resource by a natural
 * key.
 *
 * @since 0.1.0
 */
public class AdcpUnknownOutcomeException extends AdcpException {

	private static final long serialVersionUID = 1L;

	private final transient AdcpCall call;

	private final int attempts;

	AdcpUnknownOutcomeException(AdcpCall call, int attempts, AdcpException last) {
		super(List.of(AdcpError.of(last.code(), message(call, attempts), Recovery.TRANSIENT)
			.withRetryAfter(last.retryAfter())), call.idempotencyKey(), last);
		this.call = call;
		this.attempts = attempts;
	}

	private static String message(AdcpCall call, int attempts) {
		String text = "It is not known whether " + call.agent() + " has executed " + call.task() + " (attempts: "
				+ attempts + ", key: " + IdempotencyKey.redact(call.idempotencyKey()) + "). ";
		return text + ((call.idempotencyKey() != null)
				? "Resume this very call within the seller's replay window; do not send it under a new key."
				: "It has no idempotency key, so look at the seller's state before sending it again.");
	}

	/**
	 * Return the call to resume.
	 * @return the call, with its key and bytes
	 */
	public AdcpCall call() {
		return this.call;
	}

	/**
	 * Return how many times the call was sent, as far as is known: a thread that was
	 * interrupted did not see all.
	 * @return the number of attempts, at least 1
	 */
	public int attempts() {
		return this.attempts;
	}

}
