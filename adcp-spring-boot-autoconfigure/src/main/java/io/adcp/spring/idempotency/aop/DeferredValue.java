package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.adcp.spring.idempotency.UnfinishedHandlerException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ResolvableType;

/**
 * What a method returns whose answer comes later. The call's thread waits for it, so that
 * the record completes when the answer is there, and hands on a value that is complete.
 */
final class DeferredValue {

	// By name, because Reactor need not be on the class path.
	private static final Set<String> TYPES = Set.of(Callable.class.getName(), CompletionStage.class.getName(),
			CompletableFuture.class.getName(), "reactor.core.publisher.Mono");

	private DeferredValue() {
	}

	static boolean isDeferred(Class<?> type) {
		return TYPES.contains(type.getName());
	}

	/**
	 * Return what a method answers in the end.
	 * @param method the method
	 * @return its return type, or the type of the value where that comes later
	 */
	static Type typeOf(Method method) {
		return isDeferred(method.getReturnType()) ? ResolvableType.forMethodReturnType(method).getGeneric().getType()
				: method.getGenericReturnType();
	}

	/**
	 * Wait for a value.
	 * @param deferred what the method returned
	 * @param atMost how long: as long as a key may be in flight
	 * @return the value
	 * @throws Exception what it failed with
	 */
	static @Nullable Object await(@Nullable Object deferred, Duration atMost) throws Exception {
		if (deferred instanceof Callable<?> callable) {
			return callable.call();
		}
		if (deferred instanceof CompletionStage<?> stage) {
			return await(stage.toCompletableFuture(), atMost);
		}
		return await(Reactive.subscribe(Objects.requireNonNull(deferred)), atMost);
	}

	private static @Nullable Object await(CompletableFuture<?> future, Duration atMost) throws Exception {
		try {
			return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw unwrap(ex);
		}
		catch (TimeoutException ex) {
			throw new UnfinishedHandlerException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnfinishedHandlerException(ex);
		}
		finally {
			future.cancel(true);
		}
	}

	private static Exception unwrap(ExecutionException ex) {
		if (ex.getCause() instanceof Error error) {
			throw error;
		}
		return (ex.getCause() instanceof Exception cause) ? cause : ex;
	}

	/**
	 * Wrap a value that is there.
	 * @param type the method's return type
	 * @param value the value
	 * @return a complete one of that type
	 */
	static Object completed(Class<?> type, @Nullable Object value) {
		if (type == Callable.class) {
			return (Callable<@Nullable Object>) () -> value;
		}
		return CompletionStage.class.isAssignableFrom(type) ? CompletableFuture.completedFuture(value)
				: Reactive.completed(value);
	}

	/**
	 * Loaded only where a method returns a reactive type.
	 */
	private static final class Reactive {

		static CompletableFuture<?> subscribe(Object mono) {
			return ((Mono<?>) mono).toFuture();
		}

		static Object completed(@Nullable Object value) {
			return Mono.justOrEmpty(value);
		}

	}

}
