package io.adcp.spring.client.task;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The one hash that AdCP uses.
 */
final class Sha256 {

	private Sha256() {
	}

	static byte[] of(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
