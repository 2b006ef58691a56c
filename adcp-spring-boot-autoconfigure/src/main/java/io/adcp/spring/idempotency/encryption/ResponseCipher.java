package io.adcp.spring.idempotency.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

import org.jspecify.annotations.Nullable;

/**
 * Encrypts stored texts with AES-256-GCM, a random nonce each, and binds each to its
 * record: the text of one record is not accepted as that of another. The form is
 * {@code adcp1:keyId:Base64(nonce, ciphertext, tag)}, which no JSON text begins with, so
 * that an encrypted text is known as one where there is no key, too.
 *
 * @since 0.1.0
 */
public final class ResponseCipher {

	private static final String PREFIX = "adcp1:";

	private static final String ALGORITHM = "AES/GCM/NoPadding";

	private static final int NONCE_BYTES = 12;

	private static final int TAG_BITS = 128;

	private final SecureRandom random = new SecureRandom();

	private final @Nullable EncryptionKey newest;

	private final boolean readsPlain;

	private final Map<String, EncryptionKey> keys = new LinkedHashMap<>();

	/**
	 * Create a cipher.
	 * @param keys the keys, the newest first; none for no encryption
	 * @param readsPlain whether texts that were stored without encryption are read
	 * although there are keys
	 * @throws IllegalArgumentException if two keys have the same id
	 */
	public ResponseCipher(List<EncryptionKey> keys, boolean readsPlain) {
		this.newest = keys.isEmpty() ? null : keys.get(0);
		this.readsPlain = readsPlain || keys.isEmpty();
		for (EncryptionKey key : keys) {
			if (this.keys.putIfAbsent(key.id(), key) != null) {
				throw new IllegalArgumentException("Two encryption keys have the id '" + key.id() + "'");
			}
		}
	}

	/**
	 * Encrypt a text, or leave it as it is where there are no keys.
	 * @param record the row that keeps it
	 * @param use what it is there, such as the task's name; two texts of one row have two
	 * @param text the text
	 * @return what to store
	 */
	public String encrypt(UUID record, String use, String text) {
		return (this.newest != null) ? encrypt(this.newest, record, use, text) : text;
	}

	private String encrypt(EncryptionKey key, UUID record, String use, String text) {
		byte[] nonce = new byte[NONCE_BYTES];
		this.random.nextBytes(nonce);
		try {
			Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, record, use);
			byte[] encrypted = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
			byte[] all = ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
			return PREFIX + key.id() + ":" + Base64.getEncoder().withoutPadding().encodeToString(all);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("AES-256-GCM is not to be had", ex);
		}
	}

	/**
	 * Read a stored text.
	 * @param record the row that keeps it
	 * @param use what it is there, as when it was encrypted
	 * @param stored what was stored
	 * @return the text
	 * @throws UnreadableResponseException if it is of another row or use, was changed, or
	 * its key is not here
	 */
	public String decrypt(UUID record, String use, String stored) throws UnreadableResponseException {
		if (!stored.startsWith(PREFIX)) {
			if (this.readsPlain) {
				return stored;
			}
			throw new UnreadableResponseException("it is not encrypted", null);
		}
		int colon = stored.indexOf(':', PREFIX.length());
		String id = (colon > 0) ? stored.substring(PREFIX.length(), colon) : "";
		EncryptionKey key = this.keys.get(id);
		if (key == null) {
			throw new UnreadableResponseException("its key '" + id + "' is not configured", null);
		}
		return decrypt(key, record, use, stored.substring(colon + 1));
	}

	private static String decrypt(EncryptionKey key, UUID record, String use, String base64)
			throws UnreadableResponseException {
		try {
			byte[] all = Base64.getDecoder().decode(base64);
			byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
			Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, record, use);
			byte[] text = cipher.doFinal(all, NONCE_BYTES, Math.max(0, all.length - NONCE_BYTES));
			return new String(text, StandardCharsets.UTF_8);
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw new UnreadableResponseException(
					"it was changed, belongs to another record, or was encrypted by another key '" + key.id() + "'",
					ex);
		}
	}

	private static Cipher cipher(int mode, EncryptionKey key, byte[] nonce, UUID record, String use)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance(ALGORITHM);
		cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD(ByteBuffer.allocate(2 * Long.BYTES)
			.putLong(record.getMostSignificantBits())
			.putLong(record.getLeastSignificantBits())
			.array());
		cipher.updateAAD(use.getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

	/**
	 * A stored text that cannot be trusted.
	 */
	public static final class UnreadableResponseException extends Exception {

		private static final long serialVersionUID = 1L;

		UnreadableResponseException(String reason, @Nullable Throwable cause) {
			super(reason, cause);
		}

	}

}
