package io.adcp.spring.client;

import java.lang.reflect.Type;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import io.adcp.spring.client.AdcpCallBook.Settlement;
import io.adcp.spring.client.Reconciliation.Verdict;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

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

	private final @Nullable AdcpCallBook book;

	BlockingAdcpClient(DefaultReactiveAdcpClient reactive, @Nullable AdcpCallBook book) {
		this.reactive = reactive;
		this.book = book;
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
	public <T> AdcpResult<T> follow(AdcpResult<?> result, ParameterizedTypeReference<T> type) {
		return await((stop) -> this.reactive.follow(result, type.getType(), stop));
	}

	@Override
	public <T> AdcpResult<T> follow(AdcpCall call, ParameterizedTypeReference<T> type) {
		return await((stop) -> this.reactive.follow(call, type.getType(), stop));
	}

	@Override
	public AdcpCall adopt(AdcpCall call) {
		CallTarget target = this.reactive.target();
		if (!target.agent().equals(call.agent())) {
			target.require(call);
		}
		return call.withTarget(target);
	}

	@Override
	public AdcpCall store(AdcpCall call) {
		this.reactive.target().require(call);
		book().store(call);
		call.progress().stored();
		return call;
	}

	@Override
	public boolean settle(AdcpResult<?> result, Runnable work) {
		Assert.isTrue(!result.isUnfinished(), () -> "The seller goes on with " + result.call().task()
				+ ": follow the result, and settle the call by its end");
		return book().settle(result.call().id(), CallEnd.of(result), work) == Settlement.FIRST;
	}

	@Override
	public <T> ResumedCalls resumeAll(int parallelism, Class<T> type, CallOutcomes<T> outcomes) {
		CallResumption<T> resumption = new CallResumption<>(book(), agent(), outcomes);
		return await((stop) -> resumption.run(parallelism, (call) -> look(call, type, stop)));
	}

	private <T> Mono<AdcpResult<T>> look(AdcpCall call, Type type, Mono<String> stop) {
		call.progress().stored();
		return Mono.defer(() -> {
			this.reactive.target().require(call);
			return this.reactive.runner().look(call, type, stop);
		});
	}

	@Override
	public <T> Reconciliation<T> reconcile(AdcpCall call, Function<AdcpReader, Optional<T>> lookUp) {
		this.reactive.target().require(call);
		boolean mayBeExecuted = await((stop) -> this.reactive.runner().mayKnow(call));
		Optional<T> found = lookUp.apply(ReadRequest::new);
		if (found.isEmpty() && mayBeExecuted) {
			return new Reconciliation<>(Verdict.UNDECIDED, null);
		}
		if (this.book != null) {
			this.book.settle(call.id(), found.isPresent() ? CallEnd.found() : CallEnd.absent(), () -> {
			});
		}
		return found.map((made) -> new Reconciliation<>(Verdict.FOUND, made))
			.orElseGet(() -> new Reconciliation<>(Verdict.ABSENT, null));
	}

	private AdcpCallBook book() {
		Assert.state(this.book != null,
				"There is no book of calls: set adcp.client.book.enabled=true beside a DataSource, or give one by "
						+ "AdcpClientBuilder.callBook(book)");
		return this.book;
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
	static <R> R await(Function<Mono<String>, Mono<R>> run) {
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

	private class BlockingRequest extends RequestBuilder<AdcpRequest> implements AdcpRequest {

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

		AdcpCall freeze(Freezing freezing) {
			RequestState request = state();
			IdempotencyKeyScope scope = IdempotencyKeyScope.current();
			DefaultReactiveAdcpClient client = BlockingAdcpClient.this.reactive;
			return client.statesVersion() ? await((stop) -> freezing.freeze(request, scope, stop))
					: client.freezeNow(request, scope);
		}

	}

	/**
	 * Refuses whatever may change the seller's state.
	 */
	private final class ReadRequest extends BlockingRequest {

		ReadRequest(String task) {
			super(task);
		}

		@Override
		AdcpCall freeze(Freezing freezing) {
			AdcpCall call = super.freeze(freezing);
			Assert.isTrue(call.isRead(), () -> call.task() + " may change the seller's state, and a look-up must not");
			return call;
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
