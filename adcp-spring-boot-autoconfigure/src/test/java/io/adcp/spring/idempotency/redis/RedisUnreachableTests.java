package io.adcp.spring.idempotency.redis;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.AdcpException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.testing.RedisServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisServer;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static io.adcp.spring.idempotency.contract.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Without an answer from Redis nobody knows whether a key is new, so nothing is run.
 */
@Timeout(60)
class RedisUnreachableTests {

	private static final Duration COMMAND_TIMEOUT = Duration.ofMillis(500);

	private final AtomicInteger executions = new AtomicInteger();

	@Test
	void aRedisThatIsNotThereMakesCallsFailClosed() {
		assertFailsClosed(RedisServers.freePort());
	}

	@Test
	void aRedisThatDoesNotAnswerMakesCallsFailClosedInTime() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			assertFailsClosed(silent.getLocalPort());
		}
	}

	@Test
	void aRedisThatGoesAwayAndComesBack() throws Exception {
		int port = RedisServers.freePort();
		RedisServer server = RedisServers.start(port);
		LettuceConnectionFactory connections = connections(port);
		try {
			IdempotencyStore store = store(connections);
			IdempotencyRequest request = request();
			assertThat(store.execute(request, this::handler).body()).isEqualTo("{\"n\":1}");
			server.stop();
			assertUnavailable(store, request);
			server = RedisServers.start(port);
			assertThat(store.execute(request(), this::handler).body()).isEqualTo("{\"n\":2}");
		}
		finally {
			connections.destroy();
			server.stop();
		}
	}

	@Test
	void aRedisWithoutMemoryMakesCallsFailClosed() throws Exception {
		int port = RedisServers.freePort();
		RedisServer server = RedisServers.start(port, "maxmemory 1", "maxmemory-policy noeviction");
		LettuceConnectionFactory connections = connections(port);
		try {
			assertUnavailable(store(connections), request());
			assertThat(this.executions).hasValue(0);
		}
		finally {
			connections.destroy();
			server.stop();
		}
	}

	private void assertFailsClosed(int port) {
		LettuceConnectionFactory connections = connections(port);
		try {
			assertUnavailable(store(connections), request());
			assertThat(this.executions).hasValue(0);
		}
		finally {
			connections.destroy();
		}
	}

	private void assertUnavailable(IdempotencyStore store, IdempotencyRequest request) {
		assertThatExceptionOfType(AdcpException.class).isThrownBy(() -> store.execute(request, this::handler))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo("SERVICE_UNAVAILABLE");
				assertThat(ex.retryAfter()).isNotNull();
				assertThat(ex.getMessage()).doesNotContain("127.0.0.1").doesNotContain("lettuce");
			});
	}

	private String handler() {
		return "{\"n\":" + this.executions.incrementAndGet() + "}";
	}

	private static LettuceConnectionFactory connections(int port) {
		LettuceConnectionFactory connections = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", port),
				LettuceClientConfiguration.builder().commandTimeout(COMMAND_TIMEOUT).build());
		connections.afterPropertiesSet();
		connections.start();
		return connections;
	}

	private static IdempotencyStore store(LettuceConnectionFactory connections) {
		return Engines.rejecting(new RedisIdempotencyBackend(connections, RedisIdempotencyBackend.DEFAULT_KEY_PREFIX));
	}

}
