package io.adcp.spring.client;

import io.adcp.spring.AdcpException;

/**
 * Takes the ends of stored calls. Each is told once, in the transaction that settles the
 * call: what these methods write commits with that, and if they throw, the call stays
 * unsettled and is told again.
 *
 * @param <T> the type of the answers
 * @since 0.1.0
 */
@FunctionalInterface
public interface CallOutcomes<T> {

	/**
	 * The seller has done what the call asks for.
	 * @param call the call
	 * @param result its answer
	 */
	void succeeded(AdcpCall call, AdcpResult<T> result);

	/**
	 * The seller has certainly not done it, and will not do it under this key.
	 * @param call the call
	 * @param failure the seller's reason
	 */
	default void failed(AdcpCall call, AdcpException failure) {
	}

}
