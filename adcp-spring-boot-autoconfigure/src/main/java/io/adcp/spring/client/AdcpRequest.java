package io.adcp.spring.client;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A call in the making. It belongs to one thread, and can be called several times: each
 * time is a call of its own.
 *
 * @since 0.1.0
 * @see AdcpClient#task(String)
 */
public interface AdcpRequest extends RequestMethods<AdcpRequest> {

	/**
	 * Freeze the call without sending it, so that it can be stored first.
	 * @return the call, for {@link AdcpClient#resume(AdcpCall, Class)}
	 * @throws io.adcp.spring.InvalidRequestException where the key is malformed or
	 * guessable
	 * @throws IllegalArgumentException where the body cannot be written as a JSON object,
	 * or where a task that AdCP does not define has no key and {@link #keyed(boolean)}
	 * was not called
	 */
	AdcpCall prepare();

	/**
	 * Freeze the call, send it and wait for the answer.
	 * @param <T> the type of the answer
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @throws io.adcp.spring.AdcpException where there is none
	 * @see AdcpClient#resume(AdcpCall, Class)
	 */
	default <T> AdcpResult<T> call(Class<T> type) {
		return call(ParameterizedTypeReference.forType(type));
	}

	/**
	 * Freeze the call, send it and wait for an answer of a generic type.
	 * @param <T> the type of the answer
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @see #call(Class)
	 */
	<T> AdcpResult<T> call(ParameterizedTypeReference<T> type);

}
