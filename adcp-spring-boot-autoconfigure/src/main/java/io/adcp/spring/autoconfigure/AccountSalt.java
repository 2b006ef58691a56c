package io.adcp.spring.autoconfigure;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The salt of account hashes.
 */
record AccountSalt(String value) {

	private static final int BYTES = 32;

	static AccountSalt of(@Nullable String configured, Supplier<String> otherwise) {
		if (configured != null && configured.isBlank()) {
			throw new InvalidConfigurationPropertyValueException("adcp.idempotency.secret", configured,
					"The secret must not be blank. Set it to a random text, or remove the property.");
		}
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
