package io.adcp.spring.autoconfigure;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The salt of account hashes.
 */
record AccountSalt(String value) {

	private static final int BYTES = 32;

	static AccountSalt of(@Nullable String configured, Supplier<String> otherwise) {
		return new AccountSalt((configured != null) ? configured : otherwise.get());
	}

	static String random() {
		byte[] salt = new byte[BYTES];
		new SecureRandom().nextBytes(salt);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(salt);
	}

	@Override
	public String toString() {
		return "AccountSalt[...]";
	}

}
