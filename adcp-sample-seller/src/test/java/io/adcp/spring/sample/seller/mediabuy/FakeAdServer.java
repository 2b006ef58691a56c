package io.adcp.spring.sample.seller.mediabuy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An ad server over HTTP that does as it is told with the next order.
 */
final class FakeAdServer implements AutoCloseable {

	private final HttpServer server;

	private final Map<String, String> orders = new ConcurrentHashMap<>();

	private final List<String> invocations = new CopyOnWriteArrayList<>();

	private volatile Mood mood = Mood.WELL;

	private volatile CountDownLatch gate = new CountDownLatch(0);

	FakeAdServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/orders", this::serve);
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	void is(Mood next) {
		this.mood = next;
	}

	/**
	 * Let orders wait.
	 * @return lets them go on
	 */
	Runnable stop() {
		CountDownLatch closed = new CountDownLatch(1);
		this.gate = closed;
		return closed::countDown;
	}

	List<String> invocations() {
		return this.invocations;
	}

	private void serve(HttpExchange exchange) throws IOException {
		if (exchange.getRequestMethod().equals("POST")) {
			order(exchange);
			return;
		}
		String id = exchange.getRequestURI().getPath().substring("/orders/".length());
		String order = this.orders.get(id);
		answer(exchange, (order != null) ? 200 : 404, (order != null) ? order : "{}");
	}

	private void order(HttpExchange exchange) throws IOException {
		String id = exchange.getRequestHeaders().getFirst("Request-Id");
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.invocations.add(body);
		Mood now = this.mood;
		this.mood = Mood.WELL;
		await();
		if (now == Mood.REFUSES) {
			answer(exchange, 422, "{\"reason\": \"full\"}");
			return;
		}
		String order = "{\"order_id\": \"order-%d\", \"request_id\": \"%s\"}".formatted(this.invocations.size(), id);
		this.orders.put(id, order);
		if (now == Mood.LOSES_THE_ANSWER) {
			exchange.close();
			return;
		}
		answer(exchange, 201, order);
	}

	private void await() {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void answer(HttpExchange exchange, int status, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	enum Mood {

		WELL, LOSES_THE_ANSWER, REFUSES

	}

}
