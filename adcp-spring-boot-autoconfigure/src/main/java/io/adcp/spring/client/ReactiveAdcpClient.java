package io.adcp.spring.client;

import org.springframework.core.ParameterizedTypeReference;

import reactor.core.publisher.Mono;

/**
 * Calls one seller's tasks without blocking: the twin of {@link AdcpClient}, with the
 * same promises. Cancelling ends the wait and the exchange; the seller may have executed
 * the call nevertheless.
 *
 * @since 0.1.0
 */
public interface ReactiveAdcpClient extends TaskMethods<ReactiveAdcpRequest> {

	/**
	 * Return the seller's name in this application.
	 * @return the name
	 */
	String agent();

	/**
	 * Send a call that was frozen before, perhaps by another process: the very same bytes
	 * go out.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @see AdcpClient#resume(AdcpCall, Class)
	 */
	default <T> Mono<AdcpResult<T>> resume(AdcpCall call, Class<T> type) {
		return resume(call, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Follow the work that an answer has announced to its end.
	 * @param <T> the type of the end's answer
	 * @param result the answer; the end already where nothing goes on
	 * @param type the type of the end's answer
	 * @return the end
	 * @see AdcpClient#follow(AdcpResult, Class)
	 */
	default <T> Mono<AdcpResult<T>> follow(AdcpResult<?> result, Class<T> type) {
		return follow(result, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Follow the work that an answer has announced to its end, for an answer of a generic
	 * type.
	 * @param <T> the type of the end's answer
	 * @param result the answer
	 * @param type the type of the end's answer
	 * @return the end
	 * @see AdcpClient#follow(AdcpResult, Class)
	 */
	<T> Mono<AdcpResult<T>> follow(AdcpResult<?> result, ParameterizedTypeReference<T> type);

	/**
	 * Bring a stored call to its end, from wherever it stands.
	 * @param <T> the type of the end's answer
	 * @param call the call
	 * @param type the type of the end's answer
	 * @return the end
	 * @see AdcpClient#follow(AdcpCall, Class)
	 */
	default <T> Mono<AdcpResult<T>> follow(AdcpCall call, Class<T> type) {
		return follow(call, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Bring a stored call to its end, for an answer of a generic type.
	 * @param <T> the type of the end's answer
	 * @param call the call
	 * @param type the type of the end's answer
	 * @return the end
	 * @see AdcpClient#follow(AdcpCall, Class)
	 */
	<T> Mono<AdcpResult<T>> follow(AdcpCall call, ParameterizedTypeReference<T> type);

	/**
	 * Send a call that was frozen before, for an answer of a generic type.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @see AdcpClient#resume(AdcpCall, Class)
	 */
	<T> Mono<AdcpResult<T>> resume(AdcpCall call, ParameterizedTypeReference<T> type);

}
