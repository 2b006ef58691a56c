package io.adcp.spring.downstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the key that is passed to one other system which takes one: an HMAC-SHA256 of
 * the buyer's key and its scope, with a secret of that system's (AdCP 3.2 idempotency,
 * rule 10, "threaded key"). The buyer's own key is never passed on. While calls are open,
 * the secret must not change: another key would stand for another call.
 *
 * @since 0.1.0
 */
public final class ThreadedKey {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int SHORTEST = 32;

	private final SecretKeySpec secret;

	/**
	 * Create a derivation.
	 * @param secret the secret, one for each system and at least 32 bytes in UTF-8
	 * @throws IllegalArgumentException if it is shorter
	 */
	public ThreadedKey(String secret) {
		byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
		if (bytes.length < SHORTEST) {
			throw new IllegalArgumentException("The secret of a threaded key needs at least " + SHORTEST
					+ " bytes ('openssl rand -base64 32'), and this one has " + bytes.length);
		}
		this.secret = new SecretKeySpec(bytes, ALGORITHM);
	}

	/**
	 * Derive the key of a call.
	 * @param record the digest of scope and key, as
	 * {@link io.adcp.spring.idempotency.RecordId} makes it
	 * @return the key, 64 hexadecimal digits
	 */
	public String of(UUID record) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.secret);
			return HexFormat.of()
				.formatHex(mac.doFinal(ByteBuffer.allocate(2 * Long.BYTES)
					.putLong(record.getMostSignificantBits())
					.putLong(record.getLeastSignificantBits())
					.array()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

	@Override
	public String toString() {
		return "ThreadedKey[secret]";
	}

}
