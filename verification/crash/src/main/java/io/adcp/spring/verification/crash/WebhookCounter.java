package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Takes the sellers' webhooks and remembers which different ones came for each campaign.
 */
final class WebhookCounter implements AutoCloseable {

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	private final Map<String, Set<String>> events = new ConcurrentHashMap<>();

	private final AtomicLong received = new AtomicLong();

	private final HttpServer server;

	WebhookCounter() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			String path = exchange.getRequestURI().getPath();
			this.received.incrementAndGet();
			this.events
				.computeIfAbsent(path.substring(path.lastIndexOf('/') + 1), (any) -> ConcurrentHashMap.newKeySet())
				.add(SellerAnswers.digest(new String(body, StandardCharsets.UTF_8)));
			exchange.sendResponseHeaders(204, -1);
		}
	}

	String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/";
	}

	/** The different events of each campaign. */
	Map<String, Set<String>> events() {
		return this.events;
	}

	@Override
	public String toString() {
		return "webhooks: received=%d campaigns=%d".formatted(this.received.get(), this.events.size());
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
