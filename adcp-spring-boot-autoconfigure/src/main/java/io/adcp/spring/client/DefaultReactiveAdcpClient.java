package io.adcp.spring.client;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * The core: everything that is sent goes through here.
 */
final class DefaultReactiveAdcpClient implements ReactiveAdcpClient {

	private final CallTarget target;

	private final CallFreezer freezer;

	private final CallRunner runner;

	private final boolean statesVersion;

	DefaultReactiveAdcpClient(CallTarget target, CallFreezer freezer, CallRunner runner, boolean statesVersion) {
		this.target = target;
		this.freezer = freezer;
		this.runner = runner;
		this.statesVersion = statesVersion;
	}

	@Override
	public String agent() {
		return this.target.agent();
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

	@Override
	public <T> Mono<AdcpResult<T>> follow(AdcpResult<?> result, ParameterizedTypeReference<T> type) {
		return follow(result, type.getType(), Mono.never());
	}

	@Override
	public <T> Mono<AdcpResult<T>> follow(AdcpCall call, ParameterizedTypeReference<T> type) {
		return follow(call, type.getType(), Mono.never());
	}

	/** A result that is the end already is read as the type, and nobody is asked. */
	<T> Mono<AdcpResult<T>> follow(AdcpResult<?> result, Type type, Mono<String> stop) {
		this.target.require(result.call());
		return result.isUnfinished() ? this.runner.follow(result.call(), false, type, stop)
				: Mono.fromSupplier(() -> this.runner.read(result, type));
	}

	/** A call that has no task yet is sent first: the replay tells its task. */
	<T> Mono<AdcpResult<T>> follow(AdcpCall call, Type type, Mono<String> stop) {
		this.target.require(call);
		return Mono.defer(() -> (call.taskId() != null) ? this.runner.follow(call, true, type, stop)
				: this.runner.<JsonNode>run(call, JsonNode.class, stop)
					.flatMap((result) -> this.follow(result, type, stop)));
	}

	CallRunner runner() {
		return this.runner;
	}

	CallTarget target() {
		return this.target;
	}

	void close() {
		this.runner.close();
	}

	/**
	 * Send a call.
	 * @param stop tells that the caller has to go on, and why
	 */
	<T> Mono<AdcpResult<T>> send(AdcpCall call, Type type, Mono<String> stop) {
		this.target.require(call);
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
