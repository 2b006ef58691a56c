package io.adcp.spring.idempotency.redis;

import java.security.SecureRandom;
import java.util.Base64;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * What all nodes that share the records have to agree on, kept beside them.
 *
 * @since 0.1.0
 */
public class RedisSettings {

	private static final String ACCOUNT_SALT = "account-salt";

	private static final int SALT_BYTES = 32;

	private final StringRedisTemplate redis;

	private final String keyPrefix;

	/**
	 * Create the settings.
	 * @param connections connections to the Redis that keeps the records
	 * @param keyPrefix what the names of all keys start with
	 */
	public RedisSettings(RedisConnectionFactory connections, String keyPrefix) {
		this.redis = new StringRedisTemplate(connections);
		this.keyPrefix = keyPrefix;
	}

	/**
	 * Return the salt of account hashes, made by the first node that asks for it.
	 * @return the salt, the same on every node for as long as Redis keeps it
	 */
	public String accountSalt() {
		String key = this.keyPrefix + ACCOUNT_SALT;
		this.redis.opsForValue().setIfAbsent(key, random());
		String salt = this.redis.opsForValue().get(key);
		if (salt == null) {
			throw new IllegalStateException("The account salt cannot be stored");
		}
		return salt;
	}

	private static String random() {
		byte[] salt = new byte[SALT_BYTES];
		new SecureRandom().nextBytes(salt);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(salt);
	}

}
