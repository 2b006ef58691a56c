package io.adcp.spring.client.webhook;

import java.time.Instant;

import io.adcp.spring.signature.InvalidSignatureException;
import io.adcp.spring.signature.MessageVerifier;
import io.adcp.spring.signature.SignedMessage;

/**
 * Tells whether a webhook is a seller's own.
 *
 * @since 0.1.0
 */
public interface WebhookSource {

	/**
	 * Verify a webhook by the one scheme that was agreed with the seller; never by
	 * another where that fails.
	 * @param request the webhook
	 * @param now the time
	 * @throws WebhookRefusedException if it is not the seller's own
	 */
	void verify(WebhookRequest request, Instant now) throws WebhookRefusedException;

	/**
	 * Ask for a token besides.
	 * @param token what the seller was given to bring back
	 * @return verifies as this does, and then compares the token
	 */
	default WebhookSource withToken(String token) {
		return new TokenWebhookSource(this, token);
	}

	/**
	 * Verify by RFC 9421, with the keys that the seller publishes.
	 * @param verifier the verifier
	 * @return the sender
	 */
	static WebhookSource signing(MessageVerifier verifier) {
		return (request, now) -> {
			try {
				verifier.verify(new SignedMessage("POST", request.url(), request.headers(), request.body()), now);
			}
			catch (InvalidSignatureException ex) {
				throw new WebhookRefusedException(ex.code());
			}
		};
	}

}
