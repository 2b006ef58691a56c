package io.adcp.spring.client;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Waits for the answers of the reactive client.
 */
final class BlockingAdcpClient implements AdcpClient {

	private static final String INTERRUPTED = "the thread was interrupted";

	private final DefaultReactiveAdcpClient reactive;

	BlockingAdcpClient(DefaultReactiveAdcpClient reactive) {
		this.reactive = reactive;
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
	public AdcpRequest task(String task) {
		return new BlockingRequest(task);
	}

	@Override
	public <T> AdcpResult<T> resume(AdcpCall call, ParameterizedTypeReference<T> type) {
		return await((stop) -> this.reactive.send(call, type.getType(), stop));
	}

	@Override
	public <T> T proxy(Class<T> type) {
		return DeclarativeClient.create(type, this);
	}

	@Override
	public void close() {
		this.reactive.close();
	}

	/**
	 * Wait for the answer. An interrupt ends the call at once, as any other fault does.
	 */
	private static <R> R await(Function<Mono<String>, Mono<R>> run) {
		rejectNonBlockingThread();
		Sinks.One<String> stop = Sinks.one();
		if (Thread.currentThread().isInterrupted()) {
			stop.tryEmitValue(INTERRUPTED);
		}
		CompletableFuture<R> answer = run.apply(stop.asMono()).toFuture();
		waitForEnd(answer, stop);
		try {
			return Objects.requireNonNull(answer.join());
		}
		catch (CompletionException ex) {
			throw failure(Objects.requireNonNull(ex.getCause()));
		}
	}

	/** The thread stays interrupted. */
	private static void waitForEnd(CompletableFuture<?> answer, Sinks.One<String> stop) {
		try {
			answer.get();
		}
		catch (ExecutionException ex) {
			// thrown where the answer is read
		}
		catch (InterruptedException ex) {
			stop.tryEmitValue(INTERRUPTED);
			Thread.currentThread().interrupt();
		}
	}

	/** It comes from another thread: show where it was waited for. */
	private static RuntimeException failure(Throwable cause) {
		RuntimeException failure = Exceptions.propagate(cause);
		failure.addSuppressed(new Exception("The call was waited for here"));
		return failure;
	}

	/** Refused before anything is sent, so that its outcome is not in doubt. */
	private static void rejectNonBlockingThread() {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("AdcpClient waits for answers, and the thread "
					+ Thread.currentThread().getName() + " must not wait: use AdcpClient.reactive() here");
		}
	}

	private final class BlockingRequest extends RequestBuilder<AdcpRequest> implements AdcpRequest {

		BlockingRequest(String task) {
			super(task);
		}

		@Override
		AdcpRequest self() {
			return this;
		}

		@Override
		public AdcpCall prepare() {
			return freeze(BlockingAdcpClient.this.reactive::prepare);
		}

		@Override
		public <T> AdcpResult<T> call(ParameterizedTypeReference<T> type) {
			return resume(freeze(BlockingAdcpClient.this.reactive::freeze), type);
		}

		private AdcpCall freeze(Freezing freezing) {
			RequestState request = state();
			IdempotencyKeyScope scope = IdempotencyKeyScope.current();
			DefaultReactiveAdcpClient client = BlockingAdcpClient.this.reactive;
			return client.statesVersion() ? await((stop) -> freezing.freeze(request, scope, stop))
					: client.freezeNow(request, scope);
		}

	}

	/**
	 * A way to freeze a call whose release has to be found out.
	 */
	@FunctionalInterface
	private interface Freezing {

		Mono<AdcpCall> freeze(RequestState request, @Nullable IdempotencyKeyScope scope, Mono<String> stop);

	}

}
