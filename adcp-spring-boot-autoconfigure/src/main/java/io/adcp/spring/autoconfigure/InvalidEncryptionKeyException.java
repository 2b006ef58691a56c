package io.adcp.spring.autoconfigure;

/**
 * A configured encryption key is none. Its text shows nothing of the key.
 */
class InvalidEncryptionKeyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	InvalidEncryptionKeyException(int index, String reason) {
		super("adcp.idempotency.encryption.keys[" + index + "] " + reason + ".");
	}

}
