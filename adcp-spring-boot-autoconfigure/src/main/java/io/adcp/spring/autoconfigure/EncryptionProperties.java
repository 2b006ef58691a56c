package io.adcp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.encryption.EncryptionKey;

/**
 * Whether stored responses are encrypted.
 *
 * @since 0.1.0
 */
public class EncryptionProperties {

	/**
	 * Keys, each an id, a colon and 32 random bytes in Base64. The first one encrypts,
	 * all decrypt. To change it, add the new key second on every node, then move it
	 * first, and remove the old one after one replay window. By default, nothing is
	 * encrypted.
	 */
	private List<String> keys = new ArrayList<>();

	/**
	 * Whether responses that were stored before encryption was switched on are still
	 * replayed. Only needed for one replay window after that.
	 */
	private boolean readUnencrypted;

	public List<String> getKeys() {
		return this.keys;
	}

	public void setKeys(List<String> keys) {
		this.keys = keys;
	}

	public boolean isReadUnencrypted() {
		return this.readUnencrypted;
	}

	public void setReadUnencrypted(boolean readUnencrypted) {
		this.readUnencrypted = readUnencrypted;
	}

	List<EncryptionKey> toKeys() {
		List<EncryptionKey> parsed = new ArrayList<>();
		for (int i = 0; i < this.keys.size(); i++) {
			EncryptionKey key = parse(i);
			if (parsed.stream().anyMatch((other) -> other.id().equals(key.id()))) {
				throw invalid(i, "has the same id as an earlier key, '" + key.id() + "'");
			}
			parsed.add(key);
		}
		return parsed;
	}

	private EncryptionKey parse(int index) {
		try {
			return EncryptionKey.parse(this.keys.get(index));
		}
		catch (IllegalArgumentException ex) {
			throw invalid(index, String.valueOf(ex.getMessage()));
		}
	}

	// Shows nothing of the key.
	private static InvalidSetupException invalid(int index, String reason) {
		return new InvalidSetupException("adcp.idempotency.encryption.keys[" + index + "] " + reason + ".",
				"Make a key with 'openssl rand -base64 32', and put an id of its own and a colon in front of "
						+ "it, as in 2026-01:<Base64>.");
	}

}
