package io.adcp.spring.client;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

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
	Mono<AdcpAnswer> send(AdcpCall call, @Nullable String token);

	/**
	 * Return where the seller is reached. A call that is stored keeps it, so that it is
	 * not resumed elsewhere by mistake.
	 * @return the address, without credentials, or {@code null} where there is none
	 */
	default @Nullable String address() {
		return null;
	}

	/**
	 * Remove the secrets from what the seller said, so that it can go into an exception
	 * or a log: it may quote the request.
	 * @param text the text
	 * @param call the call that was answered
	 * @param token the bearer token that was sent, or {@code null}
	 * @return the text without the token, and with no more than eight characters of the
	 * key
	 */
	static String withoutSecrets(String text, AdcpCall call, @Nullable String token) {
		String clean = text;
		String key = call.idempotencyKey();
		if (key != null) {
			clean = clean.replace(key, IdempotencyKey.redact(key));
		}
		// a shorter one is no secret, and part of many words
		return (token != null && token.length() >= 8) ? clean.replace(token, "***") : clean;
	}

}
