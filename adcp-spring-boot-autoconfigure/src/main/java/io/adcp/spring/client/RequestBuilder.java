package io.adcp.spring.client;

import org.jspecify.annotations.Nullable;

/**
 * Collects what the caller says of a call.
 *
 * @param <R> the request that this is
 */
abstract class RequestBuilder<R> implements RequestMethods<R> {

	private final String task;

	private @Nullable Object body;

	private @Nullable String idempotencyKey;

	private @Nullable Boolean keyed;

	private boolean webhook;

	RequestBuilder(String task) {
		this.task = task;
	}

	/** Return what was said so far; what is said later does not change it. */
	RequestState state() {
		return new RequestState(this.task, this.body, this.idempotencyKey, this.keyed, this.webhook);
	}

	abstract R self();

	@Override
	public R body(@Nullable Object body) {
		this.body = body;
		return self();
	}

	@Override
	public R idempotencyKey(String idempotencyKey) {
		this.idempotencyKey = idempotencyKey;
		return self();
	}

	@Override
	public R webhook() {
		this.webhook = true;
		return self();
	}

	@Override
	public R keyed(boolean keyed) {
		this.keyed = keyed;
		return self();
	}

}
