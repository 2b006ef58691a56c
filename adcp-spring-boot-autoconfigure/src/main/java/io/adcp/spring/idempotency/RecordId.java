package io.adcp.spring.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The id under which a key's record is kept: 128 bits of the SHA-256 of scope and key.
 * The key itself is never stored, and no look-up can reach a record of another scope.
 *
 * @since 0.1.0
 */
public final class RecordId {

	private RecordId() {
	}

	/**
	 * Return the id for a key.
	 * @param scope where the key is valid
	 * @param key the key
	 * @return the id
	 */
	public static UUID of(IdempotencyScope scope, String key) {
		return digest(scope.agent(), scope.account(), scope.session(), key);
	}

	private static UUID digest(@Nullable String... parts) {
		MessageDigest digest = sha256();
		for (String part : parts) {
			update(digest, part);
		}
		ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
		return new UUID(bytes.getLong(), bytes.getLong());
	}

	// The length before each part keeps ("a", "bc") apart from ("ab", "c"), and -1 an
	// absent part from an empty one.
	private static void update(MessageDigest digest, @Nullable String part) {
		byte[] bytes = (part != null) ? part.getBytes(StandardCharsets.UTF_8) : new byte[0];
		digest.update(ByteBuffer.allocate(Integer.BYTES).putInt((part != null) ? bytes.length : -1).flip());
		digest.update(bytes);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
