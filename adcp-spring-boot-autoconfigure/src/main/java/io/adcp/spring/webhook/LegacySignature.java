package io.adcp.spring.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by HMAC-SHA256, for receivers that asked for it (AdCP 3.2, legacy HMAC; gone in
 * 4.0).
 */
final class LegacySignature {

	private static final String ALGORITHM = "HmacSHA256";

	private LegacySignature() {
	}

	/**
	 * Sign a webhook.
	 * @param secret the secret that the buyer has registered
	 * @param body the body's bytes as they are sent
	 * @param now the time
	 * @return the headers to send
	 */
	static Map<String, String> sign(String secret, byte[] body, Instant now) {
		String timestamp = Long.toString(now.getEpochSecond());
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
			mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
			return Map.of("X-ADCP-Timestamp", timestamp, "X-ADCP-Signature",
					"sha256=" + HexFormat.of().formatHex(mac.doFinal(body)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

}
