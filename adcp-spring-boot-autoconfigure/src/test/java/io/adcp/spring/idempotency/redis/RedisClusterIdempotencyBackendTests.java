package io.adcp.spring.idempotency.redis;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import io.adcp.spring.testing.RedisServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The contract on a cluster of one node, which refuses a script whose keys are in
 * different slots as a larger one does.
 */
class RedisClusterIdempotencyBackendTests extends RedisBackendContract {

	private static final int SLOTS = 16_384;

	private static final int PORT = RedisServers.freePort();

	private static RedisServer server;

	@BeforeAll
	static void startCluster() {
		server = RedisServers.start(PORT, "cluster-enabled yes", "cluster-announce-ip 127.0.0.1");
		RedisClient client = RedisClient.create("redis://127.0.0.1:" + PORT);
		try (StatefulRedisConnection<String, String> connection = client.connect()) {
			connection.sync().clusterAddSlots(IntStream.range(0, SLOTS).toArray());
			Awaitility.await().until(() -> connection.sync().clusterInfo().contains("cluster_state:ok"));
		}
		finally {
			client.shutdown();
		}
	}

	@AfterAll
	static void stopCluster() throws IOException {
		server.stop();
	}

	@Override
	LettuceConnectionFactory connections() {
		LettuceConnectionFactory connections = new LettuceConnectionFactory(
				new RedisClusterConfiguration(List.of("127.0.0.1:" + PORT)));
		connections.afterPropertiesSet();
		connections.start();
		return connections;
	}

	@Test
	void thisClusterDoesRefuseKeysOfTwoSlots() {
		assertThatExceptionOfType(RedisSystemException.class)
			.isThrownBy(() -> redis().execute(RedisScript.of("return 1", Long.class), List.of("a", "b")))
			.withStackTraceContaining("CROSSSLOT");
	}

}
