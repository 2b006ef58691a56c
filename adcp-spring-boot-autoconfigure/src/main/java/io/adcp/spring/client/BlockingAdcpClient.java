package io.adcp.spring.client;

import java.util.Objects;

import org.springframework.core.ParameterizedTypeReference;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Waits for what the reactive client brings.
 */
final class BlockingAdcpClient implements AdcpClient {

	private final ReactiveAdcpClient reactive;

	private final CallFreezer freezer;

	BlockingAdcpClient(ReactiveAdcpClient reactive, CallFreezer freezer) {
		this.reactive = reactive;
		this.freezer = freezer;
	}

	@Override
	public String agent() {
		return this.reactive.agent();
	}

	@Override
	public ReactiveAdcpClient reactive() {
		return this.reactive;
	}

	@Override
	public Request task(String task) {
		return new BlockingRequest(new RequestState(task, null, null, null));
	}

	@Override
	public <T> AdcpResult<T> resume(AdcpCall call, Class<T> type) {
		return await(this.reactive.resume(call, type));
	}

	@Override
	public <T> AdcpResult<T> resume(AdcpCall call, ParameterizedTypeReference<T> type) {
		return await(this.reactive.resume(call, type));
	}

	/** Refused before anything is sent, so that nobody has to ask what became of it. */
	private static <T> AdcpResult<T> await(Mono<AdcpResult<T>> mono) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("AdcpClient waits for answers, and the thread "
					+ Thread.currentThread().getName() + " must not wait: use AdcpClient.reactive() here");
		}
		return Objects.requireNonNull(mono.block());
	}

	private final class BlockingRequest implements Request {

		private RequestState state;

		BlockingRequest(RequestState state) {
			this.state = state;
		}

		@Override
		public Request body(Object body) {
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

		@Override
		public AdcpCall prepare() {
			return BlockingAdcpClient.this.freezer.freeze(this.state);
		}

		@Override
		public <T> AdcpResult<T> call(Class<T> type) {
			return resume(prepare(), type);
		}

		@Override
		public <T> AdcpResult<T> call(ParameterizedTypeReference<T> type) {
			return resume(prepare(), type);
		}

	}

}
