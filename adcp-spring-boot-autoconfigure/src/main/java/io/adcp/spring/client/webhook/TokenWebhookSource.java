package io.adcp.spring.client.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

import io.adcp.spring.wire.StrictJson;

import tools.jackson.databind.JsonNode;

/**
 * Asks for the token that the seller was given with the address, after the signature and
 * never in its place (AdCP 3.2, webhooks a buyer receives).
 *
 * @param source verifies the signature
 * @param token the token
 */
record TokenWebhookSource(WebhookSource source, String token) implements WebhookSource {

	@Override
	public void verify(WebhookRequest request, Instant now) throws WebhookRefusedException {
		this.source.verify(request, now);
		JsonNode sent = StrictJson.read(request.body()).path("token");
		if (!MessageDigest.isEqual(bytes(sent.stringValue("")), bytes(this.token))) {
			throw new WebhookRefusedException("webhook_token_invalid");
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "TokenWebhookSource";
	}

}
