package io.adcp.spring.client;

import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A call in the making that does not block.
 *
 * @since 0.1.0
 * @see ReactiveAdcpClient#task(String)
 */
public interface ReactiveAdcpRequest extends RequestMethods<ReactiveAdcpRequest> {

	/**
	 * Freeze the call without sending it, so that it can be stored first. That is done at
	 * the first subscription; all later ones get the same call.
	 * @return the call, for {@link ReactiveAdcpClient#resume(AdcpCall, Class)}
	 * @see AdcpRequest#prepare()
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
	default <T> Mono<AdcpResult<T>> call(Class<T> type) {
		return call(ParameterizedTypeReference.forType(type));
	}

	/**
	 * Send the call, for an answer of a generic type.
	 * @param <T> the type of the answer
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @see #call(Class)
	 */
	<T> Mono<AdcpResult<T>> call(ParameterizedTypeReference<T> type);

}
