package io.adcp.spring.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.adcp.spring.signature.SignedMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A buyer's endpoint on loopback, which answers as it is told: 204 unless told otherwise.
 */
final class WebhookTarget implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	private volatile @Nullable Answer always;

	WebhookTarget() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			this.received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
					Map.copyOf(exchange.getRequestHeaders()), body));
			Answer answer = this.answers.poll();
			answer = (answer != null) ? answer : this.always;
			if (answer != null) {
				answer.write(exchange);
			}
			else {
				exchange.sendResponseHeaders(204, -1);
			}
		}
	}

	WebhookTarget answers(int... statuses) {
		for (int status : statuses) {
			this.answers.add((exchange) -> exchange.sendResponseHeaders(status, -1));
		}
		return this;
	}

	WebhookTarget answersAlways(Answer answer) {
		this.always = answer;
		return this;
	}

	WebhookTarget answersAlways(int status) {
		return answersAlways((exchange) -> exchange.sendResponseHeaders(status, -1));
	}

	String url() {
		return "http://127.0.0.1:" + port() + "/hooks/op-1?a=b";
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	List<Received> received() {
		return this.received;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * How to answer.
	 */
	interface Answer {

		void write(HttpExchange exchange) throws IOException;

	}

	/**
	 * A request.
	 */
	record Received(String method, String target, Map<String, List<String>> headers, byte[] body) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

		String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

		@Nullable String header(String name) {
			return this.headers.entrySet()
				.stream()
				.filter((header) -> header.getKey().equalsIgnoreCase(name))
				.map((header) -> header.getValue().get(0))
				.findFirst()
				.orElse(null);
		}

		SignedMessage signed() {
			return new SignedMessage(this.method, "http://" + header("Host") + this.target, this.headers, this.body);
		}

	}

}
