package io.adcp.spring.client;

import java.lang.reflect.Type;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The core: everything that is sent goes through here.
 */
final class DefaultReactiveAdcpClient implements ReactiveAdcpClient {

	private final String agent;

	private final CallFreezer freezer;

	private final CallRunner runner;

	DefaultReactiveAdcpClient(String agent, CallFreezer freezer, CallRunner runner) {
		this.agent = agent;
		this.freezer = freezer;
		this.runner = runner;
	}

	@Override
	public String agent() {
		return this.agent;
	}

	@Override
	public Request task(String task) {
		return new DefaultRequest(RequestState.of(task));
	}

	@Override
	public <T> Mono<AdcpResult<T>> resume(AdcpCall call, Class<T> type) {
		return send(call, type, Mono.never());
	}

	@Override
	public <T> Mono<AdcpResult<T>> resume(AdcpCall call, ParameterizedTypeReference<T> type) {
		return send(call, type.getType(), Mono.never());
	}

	void close() {
		this.runner.close();
	}

	/**
	 * Send a call.
	 * @param stop tells that the caller has to go on, and why
	 */
	<T> Mono<AdcpResult<T>> send(AdcpCall call, Type type, Mono<String> stop) {
		Assert.isTrue(call.agent().equals(this.agent), () -> "The call is for the agent '" + call.agent()
				+ "', and this client calls '" + this.agent + "': a key is never used for two sellers");
		return this.runner.run(call, type, stop);
	}

	private final class DefaultRequest implements Request {

		private RequestState state;

		DefaultRequest(RequestState state) {
			this.state = state;
		}

		@Override
		public Request body(@Nullable Object body) {
			this.state = this.state.withBody(body);
			return this;
		}

		@Override
		public Request idempotencyKey(String idempotencyKey) {
			this.state = this.state.withIdempotencyKey(idempotencyKey);
			return this;
		}

		@Override
		public Request keyed(boolean keyed) {
			this.state = this.state.withKeyed(keyed);
			return this;
		}

		/** Frozen at the first subscription, remembered for all later ones. */
		@Override
		public Mono<AdcpCall> prepare() {
			RequestState request = this.state;
			IdempotencyKeyScope captured = IdempotencyKeyScope.current();
			return Mono.deferContextual((context) -> Mono.just(DefaultReactiveAdcpClient.this.freezer.freeze(request,
					IdempotencyKeyScope.current(context, captured))))
				.cache();
		}

		@Override
		public <T> Mono<AdcpResult<T>> call(Class<T> type) {
			return prepare().flatMap((call) -> resume(call, type));
		}

		@Override
		public <T> Mono<AdcpResult<T>> call(ParameterizedTypeReference<T> type) {
			return prepare().flatMap((call) -> resume(call, type));
		}

	}

}
