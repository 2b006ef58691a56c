package io.adcp.spring.client;

import java.util.Objects;

import org.springframework.core.ParameterizedTypeReference;

import io.adcp.spring.AdcpException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
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
		return new BlockingRequest(RequestState.of(task));
	}

	@Override
	public <T> AdcpResult<T> resume(AdcpCall call, Class<T> type) {
		return await(call, this.reactive.resume(call, type));
	}

	@Override
	public <T> AdcpResult<T> resume(AdcpCall call, ParameterizedTypeReference<T> type) {
		return await(call, this.reactive.resume(call, type));
	}

	@Override
	public <T> T proxy(Class<T> type) {
		return TaskProxy.create(type, this);
	}

	private static <T> AdcpResult<T> await(AdcpCall call, Mono<AdcpResult<T>> mono) {
		rejectNonBlockingThread();
		if (Thread.currentThread().isInterrupted()) {
			throw AdcpTransportException.notSent(call, "The thread was interrupted before " + call.task()
					+ " was sent to the agent '" + call.agent() + "'", null, null);
		}
		try {
			return Objects.requireNonNull(mono.block());
		}
		catch (RuntimeException ex) {
			throw (Exceptions.unwrap(ex) instanceof InterruptedException) ? interrupted(call, ex) : ex;
		}
	}

	/** Refused before anything is sent, so that nobody has to ask what became of it. */
	private static void rejectNonBlockingThread() {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("AdcpClient waits for answers, and the thread "
					+ Thread.currentThread().getName() + " must not wait: use AdcpClient.reactive() here");
		}
	}

	/** The exchange is closed by then, and the thread stays interrupted. */
	private static AdcpException interrupted(AdcpCall call, RuntimeException cause) {
		AdcpException failure = AdcpTransportException.noAnswer(call, "The thread was interrupted while it waited for "
				+ "the answer of the agent '" + call.agent() + "' to " + call.task(), null, cause);
		return RetryRule.unlessRead(call, 1, failure);
	}

	private final class BlockingRequest implements Request {

		private RequestState state;

		BlockingRequest(RequestState state) {
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

		@Override
		public AdcpCall prepare() {
			return BlockingAdcpClient.this.freezer.freeze(this.state, IdempotencyKeyScope.current());
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
