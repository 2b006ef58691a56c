package io.adcp.spring.client;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Supplies the bearer token for a seller whenever a call is sent. Called before each
 * attempt, so it should cache. A supplier that blocks has to do so on a thread that may
 * block ({@code subscribeOn}).
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AdcpTokenSupplier {

	/**
	 * Return the token to send.
	 * @param agent the seller's name in this application
	 * @param rejected the token that the seller has just refused, which must be renewed,
	 * or {@code null}; this happens at most once in a call, and once for all calls that
	 * were sent with the same token
	 * @return the token, or empty to send none
	 */
	Mono<String> token(String agent, @Nullable String rejected);

}
