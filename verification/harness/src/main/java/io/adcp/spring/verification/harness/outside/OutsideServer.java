package io.adcp.spring.verification.harness.outside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP server on loopback that can leave a request without an answer.
 */
final class OutsideServer implements AutoCloseable {

	/** What a program says when it takes requests, before its port. */
	static final String READY = "LISTENING ON ";

	/** Writes names as AdCP does. */
	static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "request");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpServer server;

	/**
	 * Listen.
	 * @param port the port, or 0 for a free one
	 * @param handler answers requests; one that it leaves unanswered loses its connection
	 */
	OutsideServer(int port, Handler handler) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				handler.handle(exchange);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Answer with JSON.
	 * @param exchange the request
	 * @param status the HTTP status
	 * @param body what to write as JSON
	 */
	static void answer(HttpExchange exchange, int status, Object body) throws IOException {
		byte[] bytes = MAPPER.writeValueAsBytes(body);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * Answers a request.
	 */
	interface Handler {

		void handle(HttpExchange exchange) throws IOException, InterruptedException;

	}

}
