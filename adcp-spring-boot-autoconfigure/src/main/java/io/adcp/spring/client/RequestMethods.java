package io.adcp.spring.client;

import org.jspecify.annotations.Nullable;

/**
 * What can be said of a call before it is made, blocking or not.
 *
 * @param <R> the request
 */
interface RequestMethods<R> {

	/**
	 * Set the task's arguments.
	 * @param body anything that Jackson writes as a JSON object, such as a record, a map
	 * or a {@code JsonNode}; {@code null} for none. If it has an {@code idempotency_key},
	 * that key is used
	 * @return this request
	 */
	R body(@Nullable Object body);

	/**
	 * Set the key. Without one, a key is generated where the task needs it.
	 * @param idempotencyKey the key; a key in the body takes precedence
	 * @return this request
	 */
	R idempotencyKey(String idempotencyKey);

	/**
	 * Say whether a task that AdCP does not define needs a key. One that does not is
	 * assumed to change the seller's state, and is never sent twice.
	 * @param keyed whether it does
	 * @return this request
	 */
	R keyed(boolean keyed);

	/**
	 * Ask the seller to tell by webhook how the work goes on, where it does not end at
	 * once. The call gets a {@code push_notification_config} before it is frozen, and is
	 * stored in the book before it is sent.
	 * @return this request
	 */
	R webhook();

}
