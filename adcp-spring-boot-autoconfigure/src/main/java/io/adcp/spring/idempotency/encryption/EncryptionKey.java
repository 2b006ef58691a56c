package io.adcp.spring.idempotency.encryption;

import java.util.Base64;
import java.util.regex.Pattern;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for stored responses.
 *
 * @param id stands with each text that the key has encrypted; up to 32 letters, digits,
 * underscores and hyphens
 * @param secret the key, 256 bits for AES
 * @since 0.1.0
 */
public record EncryptionKey(String id, SecretKey secret) {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

	private static final int BYTES = 32;

	/**
	 * Read a key from its text.
	 * @param text the id, a colon, and 32 bytes in Base64
	 * @return the key
	 * @throws IllegalArgumentException if it is no such text; the exception's text says
	 * what is wrong and holds nothing of the key
	 */
	public static EncryptionKey parse(String text) {
		int colon = text.indexOf(':');
		if (colon < 0 || !ID.matcher(text.substring(0, colon)).matches()) {
			throw new IllegalArgumentException(
					"must start with an id (up to 32 letters, digits, underscores, hyphens) and a colon");
		}
		byte[] secret = decode(text.substring(colon + 1).trim());
		if (secret.length != BYTES) {
			throw new IllegalArgumentException("must have 32 bytes (256 bits) after the id, not " + secret.length);
		}
		return new EncryptionKey(text.substring(0, colon), new SecretKeySpec(secret, "AES"));
	}

	private static byte[] decode(String base64) {
		try {
			return Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			// Its text shows a character of the key.
			throw new IllegalArgumentException("must have Base64 after the id");
		}
	}

	@Override
	public String toString() {
		return "EncryptionKey[id=" + this.id + "]";
	}

}
