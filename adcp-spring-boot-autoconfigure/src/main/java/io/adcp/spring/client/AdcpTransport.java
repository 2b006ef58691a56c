package io.adcp.spring.client;

import io.adcp.spring.AdcpAuthenticationException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries a call to one seller and brings back what it said. It never repeats what the
 * seller may have executed: that is decided above it, by one rule for all transports.
 *
 * @since 0.1.0
 */
public interface AdcpTransport {

	/**
	 * Send a call once, its arguments byte for byte. Cancelling the subscription ends the
	 * exchange.
	 * @param call the call
	 * @param token the bearer token, or {@code null} for none
	 * @return the seller's answer, or an {@link AdcpTransportException} where there is
	 * none, or an {@link AdcpAuthenticationException} where the credentials were refused;
	 * never empty
	 */
	Mono<Answer> send(AdcpCall call, @Nullable String token);

	/**
	 * What the seller said.
	 *
	 * @param content the task's answer or the error's body, envelope included
	 * @param error whether the transport marks it as an error
	 */
	record Answer(ObjectNode content, boolean error) {

	}

}
