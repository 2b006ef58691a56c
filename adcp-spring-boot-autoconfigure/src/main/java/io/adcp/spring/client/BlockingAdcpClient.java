package io.adcp.spring.client;

import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.springframework.core.ParameterizedTypeReference;

import reactor.core.Exceptions;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Waits for the answers of the reactive client.
 */
final class BlockingAdcpClient implements AdcpClient {

	private static final String INTERRUPTED = "the thread was interrupted";

	private final DefaultReactiveAdcpClient reactive;

	private final CallFreezer freezer;

	BlockingAdcpClient(DefaultReactiveAdcpClient reactive, CallFreezer freezer) {
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
	public AdcpRequest task(String task) {
		return new BlockingRequest(task);
	}

	@Override
	public <T> AdcpResult<T> resume(AdcpCall call, ParameterizedTypeReference<T> type) {
		return await(call, type.getType());
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
	private <T> AdcpResult<T> await(AdcpCall call, Type type) {
		rejectNonBlockingThread();
		Sinks.One<String> stop = Sinks.one();
		if (Thread.currentThread().isInterrupted()) {
			stop.tryEmitValue(INTERRUPTED);
		}
		CompletableFuture<AdcpResult<T>> answer = this.reactive.<T>send(call, type, stop.asMono()).toFuture();
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
			return BlockingAdcpClient.this.freezer.freeze(state(), IdempotencyKeyScope.current());
		}

		@Override
		public <T> AdcpResult<T> call(ParameterizedTypeReference<T> type) {
			return resume(prepare(), type);
		}

	}

}
