package io.adcp.spring.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Redis servers of this JVM, which end with it.
 */
public final class RedisServers {

	// A cluster node listens on its port plus 10,000 as well.
	private static final int HIGHEST_PORT = 55_535;

	private static final AtomicInteger servers = new AtomicInteger();

	private RedisServers() {
	}

	/**
	 * Return a connection factory of the shared server.
	 * @return the factory, to be destroyed by the caller
	 */
	public static LettuceConnectionFactory connections() {
		return connections(Shared.PORT);
	}

	/**
	 * Return a connection factory of a server.
	 * @param port the server's port on the loopback interface
	 * @return the factory, to be destroyed by the caller
	 */
	public static LettuceConnectionFactory connections(int port) {
		LettuceConnectionFactory connections = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", port));
		connections.afterPropertiesSet();
		connections.start();
		return connections;
	}

	/**
	 * Return the URL of the shared server.
	 * @return the URL
	 */
	public static String url() {
		return "redis://127.0.0.1:" + Shared.PORT;
	}

	/**
	 * Start a server of its own, which keeps nothing on disk.
	 * @param port the port
	 * @param settings lines of its configuration
	 * @return the server, to be stopped by the caller
	 */
	public static RedisServer start(int port, String... settings) {
		try {
			RedisServerBuilder builder = RedisServer.newRedisServer()
				.bind("127.0.0.1")
				.port(port)
				.setting("save \"\"")
				.setting("cluster-config-file nodes-" + ProcessHandle.current().pid() + "-" + servers.incrementAndGet()
						+ ".conf");
			for (String setting : settings) {
				builder.setting(setting);
			}
			RedisServer server = builder.build();
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return a port that nobody listens on.
	 * @return the port
	 */
	public static int freePort() {
		try {
			while (true) {
				try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
					if (socket.getLocalPort() <= HIGHEST_PORT) {
						return socket.getLocalPort();
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Shared {

		static final int PORT = Containers.areWanted() ? Containers.startRedis() : start();

		private static int start() {
			int port = freePort();
			RedisServers.start(port);
			return port;
		}

	}

}
