package io.adcp.spring.client;

import java.lang.reflect.Type;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

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
	public ReactiveAdcpRequest task(String task) {
		return new ReactiveRequest(task);
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

	private final class ReactiveRequest extends RequestBuilder<ReactiveAdcpRequest> implements ReactiveAdcpRequest {

		ReactiveRequest(String task) {
			super(task);
		}

		@Override
		ReactiveAdcpRequest self() {
			return this;
		}

		@Override
		public Mono<AdcpCall> prepare() {
			RequestState request = state();
			IdempotencyKeyScope captured = IdempotencyKeyScope.current();
			return Mono.deferContextual((context) -> Mono.just(DefaultReactiveAdcpClient.this.freezer.freeze(request,
					IdempotencyKeyScope.current(context, captured))))
				.cache();
		}

		@Override
		public <T> Mono<AdcpResult<T>> call(ParameterizedTypeReference<T> type) {
			return prepare().flatMap((call) -> resume(call, type));
		}

	}

}
