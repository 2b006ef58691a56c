package io.adcp.spring.sample.buyer.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.adcp.spring.sample.buyer.demo.WireEvents.Answer;
import io.adcp.spring.sample.buyer.demo.WireEvents.Buy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wire between buyer and seller. It hands each request on, waits for the whole
 * answer, and then either passes it on or drops the buyer's connection without a byte:
 * the seller has done the work and the buyer cannot know.
 */
final class LossyProxy implements AutoCloseable {

	private static final Set<String> NOT_COPIED = Set.of("host", "connection", "content-length", "transfer-encoding",
			"expect", "upgrade", "date", "http2-settings");

	private final JsonMapper jsonMapper = JsonMapper.shared();

	private final Map<String, String> firstBodies = new ConcurrentHashMap<>();

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger changedRequests = new AtomicInteger();

	private final AtomicInteger answers = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "wire");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.executor(this.threads)
		.build();

	private final WireEvents events;

	private final HttpServer server;

	private volatile int sellerPort;

	LossyProxy(WireEvents events) throws IOException {
		this.events = events;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/**
	 * Return where the buyer finds the wire.
	 * @return the address, without a path
	 */
	URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * Lead the wire to a seller.
	 * @param port the seller's port on loopback
	 */
	void leadTo(int port) {
		this.sellerPort = port;
	}

	/**
	 * Return how many buys were sent so far, whatever became of them.
	 * @return the number of {@code create_media_buy} requests
	 */
	int buysSent() {
		return this.requests.get();
	}

	/**
	 * Return how many buys were not equal, to the last byte, to the first one that was
	 * sent under the same key.
	 * @return the number, 0 where the buyer keeps its word
	 */
	int buysChanged() {
		return this.changedRequests.get();
	}

	private void handle(HttpExchange exchange) throws IOException {
		// Closing an exchange that has not been answered drops the connection
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			Buy buy = buy(body);
			HttpResponse<byte[]> response = forward(exchange, body, buy);
			if (response != null && passesOn(buy, response)) {
				respond(exchange, response);
			}
		}
	}

	private @Nullable HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body, @Nullable Buy buy) {
		try {
			return this.client.send(request(exchange, body), BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			if (buy != null) {
				this.events.unanswered(buy);
			}
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private HttpRequest request(HttpExchange exchange, byte[] body) {
		URI target = URI.create("http://127.0.0.1:" + this.sellerPort).resolve(exchange.getRequestURI());
		HttpRequest.Builder request = HttpRequest.newBuilder(target)
			.timeout(Duration.ofSeconds(30))
			.method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
		exchange.getRequestHeaders().forEach((name, values) -> {
			if (isCopied(name)) {
				values.forEach((value) -> request.header(name, value));
			}
		});
		return request.build();
	}

	private boolean passesOn(@Nullable Buy buy, HttpResponse<byte[]> response) {
		if (buy == null) {
			return true;
		}
		JsonNode result = read(response.body()).path("result");
		Answer answer = new Answer(this.answers.incrementAndGet(), buy,
				result.path("structuredContent").path("replayed").asBoolean(false),
				response.statusCode() != 200 || result.path("isError").asBoolean(false));
		return this.events.passesOn(answer);
	}

	private void respond(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
		response.headers().map().forEach((name, values) -> {
			if (isCopied(name)) {
				exchange.getResponseHeaders().put(name, values);
			}
		});
		byte[] body = response.body();
		exchange.sendResponseHeaders(response.statusCode(), (body.length != 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
	}

	private void count(String key, byte[] body) {
		this.requests.incrementAndGet();
		String text = new String(body, StandardCharsets.UTF_8);
		String first = this.firstBodies.putIfAbsent(key, text);
		if (first != null && !first.equals(text)) {
			this.changedRequests.incrementAndGet();
		}
	}

	private @Nullable Buy buy(byte[] body) {
		JsonNode params = read(body).path("params");
		if (!"create_media_buy".equals(params.path("name").asString(""))) {
			return null;
		}
		String key = params.path("arguments").path("idempotency_key").asString("");
		count(key, body);
		String campaign = params.path("arguments").path("po_number").asString("?");
		return new Buy(campaign, key.substring(0, Math.min(8, key.length())));
	}

	// An answer may also come as an event stream: its data lines are the JSON
	private JsonNode read(byte[] body) {
		String text = new String(body, StandardCharsets.UTF_8);
		String json = text.lines()
			.filter((line) -> line.startsWith("data:"))
			.map((line) -> line.substring(5))
			.findFirst()
			.orElse(text);
		return json.isBlank() ? this.jsonMapper.createObjectNode() : this.jsonMapper.readTree(json);
	}

	private static boolean isCopied(String header) {
		return !NOT_COPIED.contains(header.toLowerCase(Locale.ROOT));
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
