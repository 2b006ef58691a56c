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
	 * Send a call that was frozen before, for an answer of a generic type.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @see AdcpClient#resume(AdcpCall, Class)
	 */
	<T> Mono<AdcpResult<T>> resume(AdcpCall call, ParameterizedTypeReference<T> type);

}
