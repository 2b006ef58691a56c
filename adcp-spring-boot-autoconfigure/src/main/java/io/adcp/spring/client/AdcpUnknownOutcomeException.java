package io.adcp.spring.client;

import java.util.List;
import java.util.Objects;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.Recovery;

/**
 * The seller may have executed the call or not: the attempts or the time ran out, the
 * call was given up, or an attempt was refused for a reason that says nothing of an
 * earlier one. Do not make the call again under a new key, corrected or not: store
 * {@link #call()} and resume it later, within the seller's replay window; after that,
 * look for the resource by a natural key.
 * <p>
 * Its {@link #recovery()} is {@link Recovery#TERMINAL} and no seller sends its
 * {@link #code()}, so that nothing that retries or corrects by these makes the call
 * again.
 *
 * @since 0.1.0
 */
public class AdcpUnknownOutcomeException extends AdcpException {

	private static final long serialVersionUID = 1L;

	private static final String CODE = "UNKNOWN_OUTCOME";

	private final transient AdcpCall call;

	private final int attempts;

	AdcpUnknownOutcomeException(AdcpCall call, int attempts, AdcpException last) {
		super(List
			.of(AdcpError.of(CODE, message(call, attempts, last), Recovery.TERMINAL).withRetryAfter(last.retryAfter())),
				call.idempotencyKey(), last);
		this.call = call;
		this.attempts = attempts;
	}

	private static String message(AdcpCall call, int attempts, AdcpException last) {
		String text = "It is not known whether " + call.agent() + " has executed " + call.task() + " (attempts: "
				+ attempts + ", key: " + IdempotencyKey.redact(call.idempotencyKey()) + ", last: " + last.code()
				+ "). ";
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
	 * Return how the last attempt ended: without an answer, or with a refusal by the
	 * seller. A refusal says nothing about the attempts before it.
	 * @return the failure, which is the cause of this exception too
	 */
	public AdcpException lastFailure() {
		return (AdcpException) Objects.requireNonNull(getCause());
	}

	/**
	 * Return how many times the call was sent since it was made or resumed.
	 * @return the number of attempts; 0 where a call that may have been executed before
	 * could not be sent again
	 */
	public int attempts() {
		return this.attempts;
	}

}
