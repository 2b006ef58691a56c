package io.adcp.spring.client;

import io.adcp.spring.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a seller answered to a call that did not end in an error.
 *
 * @param <T> the type of the body
 * @param body the answer, envelope fields included, read as the type that the caller gave
 * @param idempotencyKey the key that was sent, or {@code null} where there was none; a
 * secret within the seller's replay window
 * @param replayed whether the seller had executed the call before: the body is then a
 * snapshot of the first answer, not the present state (AdCP 3.1 idempotency, rule 4)
 * @param status the {@code status} of the answer, {@code completed} where it is absent;
 * {@code submitted} and {@code input-required} are no errors. In AdCP 3.0 some tasks,
 * such as create_media_buy, have a status of their own in its place
 * @param taskId the seller's id for work that goes on, or {@code null}
 * @param context the {@code context} of the request as the seller echoed it, or
 * {@code null}
 * @param attempts how many times the call was sent or, for the end of a task that was
 * followed, how often the seller was asked for it; at least 1
 * @param call the call that was answered; once the seller goes on by itself, the task's
 * id is in it
 * @since 0.1.0
 */
public record AdcpResult<T>(T body, @Nullable String idempotencyKey, boolean replayed, String status,
		@Nullable String taskId, @Nullable JsonNode context, int attempts, AdcpCall call) {

	/** The status of a task that has ended well. */
	public static final String COMPLETED = "completed";

	/** The status of a task that was accepted and goes on at the seller's. */
	public static final String SUBMITTED = "submitted";

	/** The status of a task that the seller works on. */
	public static final String WORKING = "working";

	/** The status of a task that waits for more from the buyer. */
	public static final String INPUT_REQUIRED = "input-required";

	/** Return the same result with another body. */
	<R> AdcpResult<R> withBody(R body) {
		return new AdcpResult<>(body, this.idempotencyKey, this.replayed, this.status, this.taskId, this.context,
				this.attempts, this.call);
	}

	/**
	 * Return whether the seller goes on with the work by itself, so that this is not its
	 * end.
	 * @return {@code true} where there is a task to follow
	 * @see AdcpClient#follow(AdcpResult, Class)
	 */
	public boolean isUnfinished() {
		return this.taskId != null && (SUBMITTED.equals(this.status) || WORKING.equals(this.status));
	}

	/**
	 * Return a text without secrets and without the body.
	 * @return the envelope, with no more than eight characters of the key
	 */
	@Override
	public String toString() {
		return "AdcpResult[status=" + this.status + ", replayed=" + this.replayed + ", key="
				+ IdempotencyKey.redact(this.idempotencyKey) + ", taskId=" + this.taskId + ", attempts=" + this.attempts
				+ "]";
	}

}
