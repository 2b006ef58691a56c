package io.adcp.spring.idempotency.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.IdempotentResponse;

/**
 * Calls on threads of their own.
 */
public final class Calls implements AutoCloseable {

	private final ExecutorService threads;

	/**
	 * Create threads for calls, as many as are needed.
	 */
	public Calls() {
		this(Executors.newCachedThreadPool((work) -> {
			Thread thread = new Thread(work, "test-call");
			thread.setDaemon(true);
			return thread;
		}));
	}

	/**
	 * Use threads of another kind.
	 * @param threads the threads, at least as many as there are calls at once
	 */
	public Calls(ExecutorService threads) {
		this.threads = threads;
	}

	/**
	 * Make calls on virtual threads.
	 * @return the calls
	 * @throws ReflectiveOperationException before JDK 21
	 */
	public static Calls onVirtualThreads() throws ReflectiveOperationException {
		// By reflection, because the tests are compiled for Java 17
		return new Calls((ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
	}

	/**
	 * Start a call.
	 * @param <T> the type of its result
	 * @param call the call
	 * @return its result, once there is one
	 */
	public <T> Future<T> start(Callable<T> call) {
		return this.threads.submit(call);
	}

	/**
	 * Start a call several times. Each of them begins once all threads are there.
	 * @param <T> the type of its result
	 * @param times how often
	 * @param call the call
	 * @return the results, once there are some
	 */
	public <T> List<Future<T>> together(int times, Callable<T> call) {
		CountDownLatch allThere = new CountDownLatch(times);
		return start(times, () -> {
			allThere.countDown();
			allThere.await();
			return call.call();
		});
	}

	<T> List<Future<T>> start(int times, Callable<T> call) {
		List<Future<T>> futures = new ArrayList<>(times);
		for (int i = 0; i < times; i++) {
			futures.add(start(call));
		}
		return futures;
	}

	/**
	 * Wait for all results.
	 * @param <T> their type
	 * @param futures the calls
	 * @return the results
	 * @throws Exception if one of the calls has failed
	 */
	public static <T> List<T> results(List<Future<T>> futures) throws Exception {
		List<T> results = new ArrayList<>(futures.size());
		for (Future<T> future : futures) {
			results.add(future.get());
		}
		return results;
	}

	/**
	 * Start a call whose handler is entered and does not return yet.
	 * @param store the engine
	 * @param request the call
	 * @return the call, once its handler runs
	 * @throws Exception if the handler is not reached
	 */
	Held hold(IdempotencyStore store, IdempotencyRequest request) throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CompletableFuture<String> outcome = new CompletableFuture<>();
		Future<IdempotentResponse> answer = start(() -> {
			try {
				return store.execute(request, () -> {
					entered.countDown();
					return outcome.get();
				});
			}
			finally {
				entered.countDown();
			}
		});
		entered.await();
		return new Held(outcome, answer);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * A call in flight, which ends when the test says so.
	 */
	record Held(CompletableFuture<String> outcome, Future<IdempotentResponse> answer) implements AutoCloseable {

		IdempotentResponse finish() throws Exception {
			this.outcome.complete("{\"n\":1}");
			return this.answer.get();
		}

		void fail() throws InterruptedException {
			this.outcome.completeExceptionally(new IllegalStateException("broken"));
			try {
				this.answer.get();
				throw new AssertionError("The call must fail with its handler");
			}
			catch (ExecutionException ex) {
				// As it should be.
			}
		}

		@Override
		public void close() {
			this.outcome.completeExceptionally(new IllegalStateException("The test has ended"));
		}

	}

}
