package io.adcp.spring.webhook;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Keeps webhooks. It stores, and decides nothing.
 *
 * @since 0.1.0
 */
public interface WebhookStore {

	/**
	 * Keep a webhook that is due, as part of the caller's transaction, behind those that
	 * the task has already.
	 * @param id the webhook's id, a UUID
	 * @param taskId the task that it tells of
	 * @param content what to send and where to
	 * @param now the time
	 */
	void insert(String id, String taskId, String content, Instant now);

	/**
	 * Find a webhook.
	 * @param id the webhook's id
	 * @return the webhook, or {@code null}
	 */
	@Nullable WebhookRow find(String id);

	/**
	 * Note that a webhook is about to be sent. The first such time stays. Does nothing if
	 * it has ended.
	 * @param id the webhook's id
	 * @param now the time
	 */
	void noteAttempt(String id, Instant now);

	/**
	 * Note what became of an attempt after which the webhook is still due. Does nothing
	 * if it has ended, by another node for instance.
	 * @param id the webhook's id
	 * @param result a word for operators, 200 characters at most
	 */
	void noteFailure(String id, String result);

	/**
	 * End a webhook that is due, and drop its content. Does nothing if it has ended.
	 * @param id the webhook's id
	 * @param state how it ended
	 * @param result a word for operators, 200 characters at most
	 * @param now the time
	 */
	void end(String id, WebhookState state, String result, Instant now);

	/**
	 * Forget a webhook.
	 * @param id the webhook's id
	 */
	void delete(String id);

	/**
	 * Count the webhooks in a state.
	 * @param state the state
	 * @return how many there are
	 */
	long count(WebhookState state);

}
