package io.adcp.spring.client;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

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

	private final boolean statesVersion;

	DefaultReactiveAdcpClient(String agent, CallFreezer freezer, CallRunner runner, boolean statesVersion) {
		this.agent = agent;
		this.freezer = freezer;
		this.runner = runner;
		this.statesVersion = statesVersion;
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

	/**
	 * Freeze a call that is sent at once. Its bytes name the release of AdCP, so that is
	 * found out first.
	 * @param stop tells that the caller has to go on, and why
	 */
	Mono<AdcpCall> freeze(RequestState request, @Nullable IdempotencyKeyScope scope, Mono<String> stop) {
		return this.runner.negotiation()
			.find(request.task(), stop)
			.map((version) -> this.freezer.freeze(request, scope, version));
	}

	/**
	 * Freeze a call that may be sent later, whether the seller answers now or not.
	 * @param stop tells that the caller has to go on, and why
	 */
	Mono<AdcpCall> prepare(RequestState request, @Nullable IdempotencyKeyScope scope, Mono<String> stop) {
		return this.runner.negotiation()
			.findIfTold(request.task(), stop)
			.map((version) -> this.freezer.freeze(request, scope, version));
	}

	boolean statesVersion() {
		return this.statesVersion;
	}

	/** Freeze a call that says nothing of its release. */
	AdcpCall freezeNow(RequestState request, @Nullable IdempotencyKeyScope scope) {
		return this.freezer.freeze(request, scope, StatedVersion.NONE);
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
			return Mono
				.deferContextual((context) -> DefaultReactiveAdcpClient.this.prepare(request,
						IdempotencyKeyScope.current(context, captured), Mono.never()))
				.cache();
		}

		@Override
		public <T> Mono<AdcpResult<T>> call(ParameterizedTypeReference<T> type) {
			RequestState request = state();
			IdempotencyKeyScope captured = IdempotencyKeyScope.current();
			return Mono
				.deferContextual(
						(context) -> freeze(request, IdempotencyKeyScope.current(context, captured), Mono.never()))
				.cache()
				.flatMap((call) -> resume(call, type));
		}

	}

}
