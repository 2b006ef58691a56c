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

}
