package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.adcp.spring.signature.SigningKey;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the keys of several sellers, also while these are dead, as a content delivery
 * network would.
 */
final class KeySetServer implements AutoCloseable {

	private final HttpServer server;

	/**
	 * Publish keys.
	 * @param keys the key of each seller
	 */
	KeySetServer(Map<String, SigningKey> keys) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		keys.forEach((seller, key) -> publish(seller,
				JsonMapper.shared().writeValueAsBytes(Map.of("keys", List.of(key.toJwk("webhook-signing"))))));
		this.server.start();
	}

	private void publish(String seller, byte[] keySet) {
		this.server.createContext("/" + seller, (exchange) -> {
			try (exchange) {
				exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
				exchange.sendResponseHeaders(200, keySet.length);
				exchange.getResponseBody().write(keySet);
			}
		});
	}

	/**
	 * Return where a seller's keys are.
	 * @param seller the seller
	 * @return the address
	 */
	URI address(String seller) {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/" + seller);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
