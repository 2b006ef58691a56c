package io.adcp.spring.client.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Verifies webhooks by a secret that was agreed with the seller (AdCP 3.2, legacy HMAC).
 *
 * @since 0.1.0
 */
public final class HmacWebhookSource implements WebhookSource {

	private static final String CODE = "webhook_signature_";

	private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

	private static final String PREFIX = "sha256=";

	private static final Duration WINDOW = Duration.ofMinutes(5);

	private static final int MIN_SECRET_BYTES = 32;

	private final byte[] secret;

	/**
	 * Create a sender.
	 * @param secret the secret, 32 bytes at least
	 */
	public HmacWebhookSource(String secret) {
		this.secret = secret.getBytes(StandardCharsets.UTF_8);
		if (this.secret.length < MIN_SECRET_BYTES) {
			throw new IllegalArgumentException("A secret for webhooks has at least 32 bytes");
		}
	}

	@Override
	public void verify(WebhookRequest request, Instant now) throws WebhookRefusedException {
		String timestamp = request.header("X-ADCP-Timestamp");
		String signature = request.header("X-ADCP-Signature");
		require(timestamp != null && signature != null && SECONDS.matcher(timestamp).matches(), "header_malformed");
		long age = Math.abs(now.getEpochSecond() - Long.parseLong(String.valueOf(timestamp)));
		require(age <= WINDOW.toSeconds(), "window_invalid");
		require(MessageDigest.isEqual(mac(String.valueOf(timestamp), request.body()),
				decode(String.valueOf(signature))), "invalid");
	}

	private byte[] mac(String timestamp, byte[] body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.secret, "HmacSHA256"));
			mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
			return mac.doFinal(body);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

	private static byte @Nullable [] decode(String signature) {
		try {
			return signature.startsWith(PREFIX) ? HexFormat.of().parseHex(signature.substring(PREFIX.length())) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static void require(boolean condition, String word) throws WebhookRefusedException {
		if (!condition) {
			throw new WebhookRefusedException(CODE + word);
		}
	}

}
