package io.adcp.spring.client;

import org.springframework.core.ParameterizedTypeReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Calls one seller's tasks without blocking: the twin of {@link AdcpClient}, with the
 * same promises. Cancelling ends the wait and the exchange; the seller may have executed
 * the call nevertheless.
 *
 * @since 0.1.0
 */
public interface ReactiveAdcpClient extends ReactiveTaskMethods {

	/**
	 * Return the seller's name in this application.
	 * @return the name
	 */
	String agent();

	@Override
	Request task(String task);

	/**
	 * Send a call that was frozen before, perhaps by another process: the very same bytes
	 * go out.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @see AdcpClient#resume(AdcpCall, Class)
	 */
	<T> Mono<AdcpResult<T>> resume(AdcpCall call, Class<T> type);

	/**
	 * Send a call that was frozen before, for an answer of a generic type.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @see AdcpClient#resume(AdcpCall, Class)
	 */
	<T> Mono<AdcpResult<T>> resume(AdcpCall call, ParameterizedTypeReference<T> type);

	/**
	 * A call in the making.
	 */
	interface Request {

		/**
		 * Set the task's arguments.
		 * @param body anything that Jackson writes as a JSON object; {@code null} for
		 * none
		 * @return this request
		 * @see AdcpClient.Request#body(Object)
		 */
		Request body(@Nullable Object body);

		/**
		 * Set the key, which is generated otherwise where the task is keyed.
		 * @param idempotencyKey the key; one in the body goes before it
		 * @return this request
		 */
		Request idempotencyKey(String idempotencyKey);

		/**
		 * Say whether a task that AdCP does not define carries a key.
		 * @param keyed whether it does
		 * @return this request
		 * @see AdcpClient.Request#keyed(boolean)
		 */
		Request keyed(boolean keyed);

		/**
		 * Freeze the call without sending it, so that it can be stored first.
		 * @return the call, for {@link ReactiveAdcpClient#resume(AdcpCall, Class)}
		 * @see AdcpClient.Request#prepare()
		 */
		Mono<AdcpCall> prepare();

		/**
		 * Send the call. It is frozen at the first subscription, and one returned
		 * {@code Mono} is one call: subscribing again, as {@code retry()} does, sends the
		 * same key and the same bytes.
		 * @param <T> the type of the answer
		 * @param type the type of the answer
		 * @return the seller's answer
		 */
		<T> Mono<AdcpResult<T>> call(Class<T> type);

		/**
		 * Send the call, for an answer of a generic type.
		 * @param <T> the type of the answer
		 * @param type the type of the answer
		 * @return the seller's answer
		 * @see #call(Class)
		 */
		<T> Mono<AdcpResult<T>> call(ParameterizedTypeReference<T> type);

	}

}
