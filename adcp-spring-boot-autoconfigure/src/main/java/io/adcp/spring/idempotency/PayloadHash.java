package io.adcp.spring.idempotency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a request's canonical form, by which two payloads are compared (AdCP 3.1
 * idempotency, payload equivalence).
 *
 * @since 0.1.0
 */
public final class PayloadHash {

	private static final int LENGTH = 32;

	private final byte[] bytes;

	private PayloadHash(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Create a hash.
	 * @param sha256 the 32 bytes of the digest; they are copied
	 * @return the hash
	 */
	public static PayloadHash of(byte[] sha256) {
		if (sha256.length != LENGTH) {
			throw new IllegalArgumentException("A payload hash has " + LENGTH + " bytes, not " + sha256.length);
		}
		return new PayloadHash(sha256.clone());
	}

	/**
	 * Hash bytes that have no canonical form.
	 * @param parts the bytes, one part after the other
	 * @return the hash
	 */
	public static PayloadHash digest(byte[]... parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (byte[] part : parts) {
				digest.update(part);
			}
			return new PayloadHash(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Return the digest.
	 * @return a copy of the 32 bytes
	 */
	public byte[] bytes() {
		return this.bytes.clone();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PayloadHash hash && MessageDigest.isEqual(this.bytes, hash.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return HexFormat.of().formatHex(this.bytes, 0, 4) + "...";
	}

}
