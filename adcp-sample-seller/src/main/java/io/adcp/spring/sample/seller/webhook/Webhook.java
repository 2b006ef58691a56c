package io.adcp.spring.sample.seller.webhook;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One message to a buyer.
 *
 * @param id the message's id, and the {@code idempotency_key} in its body
 * @param url the address as the buyer gave it
 * @param body the JSON to send, the same on every attempt
 * @param authScheme {@code Bearer}, {@code HMAC-SHA256} or {@code null}
 * @param authCredentials the token or shared secret, or {@code null}
 * @param state {@code due}, {@code sent}, {@code refused} or {@code given_up}
 * @param attempts how often it was tried
 */
record Webhook(UUID id, String url, String body, @Nullable String authScheme, @Nullable String authCredentials,
		String state, int attempts) {

	boolean due() {
		return "due".equals(this.state);
	}

	@Override
	public String toString() {
		return "Webhook[" + this.id + "]";
	}

}
