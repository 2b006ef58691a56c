package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import redis.embedded.RedisServer;

/**
 * A real Redis with the settings that the documentation asks for. It is not killed: what
 * it loses then is its own affair.
 */
final class RedisStore implements AutoCloseable {

	private final int port;

	private final RedisServer server;

	RedisStore(Path folder) throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.port = free.getLocalPort();
		}
		this.server = RedisServer.newRedisServer()
			.bind("127.0.0.1")
			.port(this.port)
			.setting("dir " + folder)
			.setting("appendonly yes")
			.setting("save \"\"")
			.build();
		this.server.start();
	}

	String url() {
		return "redis://127.0.0.1:" + this.port;
	}

	@Override
	public void close() throws IOException {
		this.server.stop();
	}

}
