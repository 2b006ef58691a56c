package io.adcp.spring.idempotency.redis;

import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedRuntimeException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Looks whether a Redis may forget records before their time, or calls may wait for it
 * too long, and says so in the log.
 *
 * @since 0.1.0
 */
public class RedisServerCheck {

	private static final Log logger = LogFactory.getLog(RedisServerCheck.class);

	private static final Duration LONG_TIMEOUT = Duration.ofSeconds(10);

	private final RedisConnectionFactory connections;

	private final StringRedisTemplate redis;

	/**
	 * Create a check.
	 * @param connections connections to the Redis that keeps the records
	 */
	public RedisServerCheck(RedisConnectionFactory connections) {
		this.connections = connections;
		this.redis = new StringRedisTemplate(connections);
	}

	/**
	 * Look, and warn. A Redis that does not tell, or cannot be reached, is no failure.
	 */
	public void run() {
		warnOfLongTimeout();
		try {
			warnUnless("maxmemory-policy", "noeviction", "it drops records when memory is short");
			warnUnless("appendonly", "yes", "it loses the latest records when it is restarted");
		}
		catch (NestedRuntimeException | UnsupportedOperationException ex) {
			logger.warn("Redis does not show its configuration. Make sure that maxmemory-policy is noeviction and "
					+ "appendonly is yes: a lost idempotency record is a second execution.");
		}
	}

	private void warnOfLongTimeout() {
		if (this.connections instanceof LettuceConnectionFactory lettuce
				&& lettuce.getTimeout() > LONG_TIMEOUT.toMillis()) {
			logger.warn("When Redis does not answer, calls wait up to " + lettuce.getTimeout()
					+ " ms before they fail. Set spring.data.redis.timeout to a few seconds.");
		}
	}

	private void warnUnless(String setting, String safe, String otherwise) {
		values(setting).filter((value) -> !value.equals(safe))
			.distinct()
			.forEach((value) -> logger.warn("Redis has " + setting + " " + value + ", so " + otherwise
					+ ", and a repeated request is executed again. Set " + setting + " to " + safe + "."));
	}

	// A cluster answers for each node, under names that end with the setting's.
	private Stream<String> values(String setting) {
		Properties answer = this.redis
			.execute((RedisCallback<Properties>) (connection) -> connection.serverCommands().getConfig(setting));
		return (answer != null) ? answer.values().stream().map(String::valueOf) : Stream.empty();
	}

}
