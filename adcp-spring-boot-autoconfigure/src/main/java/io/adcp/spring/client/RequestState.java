package io.adcp.spring.client;

import org.jspecify.annotations.Nullable;

/**
 * What a caller has said of a call so far.
 *
 * @param task the task's name
 * @param body the arguments, or {@code null} for none
 * @param idempotencyKey the key, or {@code null} where the caller gave none
 * @param keyed the caller's word on whether the task is keyed, or {@code null}
 * @param webhook whether the seller shall tell by webhook how the work goes on
 */
record RequestState(String task, @Nullable Object body, @Nullable String idempotencyKey, @Nullable Boolean keyed,
		boolean webhook) {

	static RequestState of(String task, Object body) {
		return new RequestState(task, body, null, null, false);
	}

	static RequestState of(String task) {
		return new RequestState(task, null, null, null, false);
	}

}
