package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An ad server that takes every order at once.
 */
final class OrderDesk implements AutoCloseable {

	private final Map<String, String> orders = new ConcurrentHashMap<>();

	private final HttpServer server;

	OrderDesk() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/orders", this::serve);
		this.server.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	private void serve(HttpExchange exchange) throws IOException {
		try (exchange) {
			if (exchange.getRequestMethod().equals("POST")) {
				String id = exchange.getRequestHeaders().getFirst("Request-Id");
				answer(exchange, 201, this.orders.computeIfAbsent(id, "{\"order_id\": \"order-%s\"}"::formatted));
				return;
			}
			String path = exchange.getRequestURI().getPath();
			String order = this.orders.get(path.substring(path.lastIndexOf('/') + 1));
			answer(exchange, (order != null) ? 200 : 404, (order != null) ? order : "{}");
		}
	}

	private static void answer(HttpExchange exchange, int status, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
