package io.adcp.spring.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * The wire between the buyers and two sellers: it delays, cuts, truncates, doubles and so
 * reorders what goes over it, and leads each request to either seller.
 */
final class RoughWire implements AutoCloseable {

	private static final Set<String> NOT_COPIED = Set.of("host", "connection", "content-length", "transfer-encoding",
			"expect", "upgrade", "date", "http2-settings", "keep-alive");

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "wire");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(3))
		.executor(this.threads)
		.build();

	private final AtomicIntegerArray ports = new AtomicIntegerArray(2);

	private final Map<Fault, AtomicLong> faults = new ConcurrentHashMap<>();

	private final AtomicInteger underway = new AtomicInteger();

	private final Answers answers;

	private final Random random;

	private final HttpServer server;

	RoughWire(Answers answers, long seed) throws IOException {
		this.answers = answers;
		this.random = new Random(seed);
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/mcp");
	}

	/**
	 * Lead one of the two ends to a seller.
	 * @param end 0 or 1
	 * @param port the seller's port, 0 while it is dead
	 */
	void leadTo(int end, int port) {
		this.ports.set(end, port);
	}

	/** Whether doubled requests are still on their way. */
	boolean isQuiet() {
		return this.underway.get() == 0;
	}

	private void handle(HttpExchange exchange) throws IOException {
		// Closing an exchange that has not been answered drops the connection
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			Fault fault = Fault.of(this.random.nextInt(100));
			String campaign = (body.length != 0) ? this.answers.request(body) : null;
			this.faults.computeIfAbsent(fault, (any) -> new AtomicLong()).incrementAndGet();
			handle(exchange, new Request(exchange, body, campaign), fault);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void handle(HttpExchange exchange, Request request, Fault fault) throws IOException, InterruptedException {
		if (fault == Fault.CUT_BEFORE) {
			return;
		}
		if (fault == Fault.DOUBLE || fault == Fault.DOUBLE_LATE) {
			this.underway.incrementAndGet();
			int pause = (fault == Fault.DOUBLE) ? 0 : this.random.nextInt(2000);
			this.threads.execute(() -> twin(request, pause));
		}
		pause(fault == Fault.DELAY_REQUEST);
		HttpResponse<byte[]> response = forward(request);
		pause(fault == Fault.DELAY_ANSWER);
		if (response != null && fault != Fault.CUT_AFTER) {
			respond(exchange, response, fault == Fault.TRUNCATE);
		}
	}

	private void twin(Request request, int pause) {
		try {
			Thread.sleep(pause);
			forward(request);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.underway.decrementAndGet();
		}
	}

	private void pause(boolean wanted) throws InterruptedException {
		if (wanted) {
			Thread.sleep(this.random.nextInt(300));
		}
	}

	private @Nullable HttpResponse<byte[]> forward(Request request) throws InterruptedException {
		try {
			int end = this.random.nextInt(2);
			int port = (this.ports.get(end) != 0) ? this.ports.get(end) : this.ports.get(1 - end);
			if (port == 0) {
				// Nobody is there: as a refused connection takes a moment to be tried
				// again
				Thread.sleep(50);
				return null;
			}
			HttpResponse<byte[]> response = this.client.send(request.to(port), BodyHandlers.ofByteArray());
			if (request.campaign() != null) {
				this.answers.answer(request.campaign(), response.statusCode(), response.body());
			}
			return response;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private void respond(HttpExchange exchange, HttpResponse<byte[]> response, boolean truncated) throws IOException {
		response.headers().map().forEach((name, values) -> {
			if (isCopied(name)) {
				exchange.getResponseHeaders().put(name, values);
			}
		});
		byte[] body = response.body();
		exchange.sendResponseHeaders(response.statusCode(), (body.length != 0) ? body.length : -1);
		exchange.getResponseBody().write(body, 0, truncated ? body.length / 2 : body.length);
		if (truncated) {
			exchange.getResponseBody().flush();
		}
	}

	private static boolean isCopied(String header) {
		return !NOT_COPIED.contains(header.toLowerCase(Locale.ROOT));
	}

	@Override
	public String toString() {
		return "wire: " + this.faults;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private record Request(HttpExchange exchange, byte[] body, @Nullable String campaign) {

		HttpRequest to(int port) {
			HttpRequest.Builder request = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + port).resolve(this.exchange.getRequestURI()))
				.timeout(Duration.ofSeconds(30))
				.method(this.exchange.getRequestMethod(), BodyPublishers.ofByteArray(this.body));
			this.exchange.getRequestHeaders().forEach((name, values) -> {
				if (isCopied(name)) {
					values.forEach((value) -> request.header(name, value));
				}
			});
			return request.build();
		}

	}

	/**
	 * What happens to one request, with its share in percent.
	 */
	enum Fault {

		CUT_BEFORE(3), CUT_AFTER(9), TRUNCATE(4), DOUBLE(5), DOUBLE_LATE(3), DELAY_REQUEST(6), DELAY_ANSWER(6),
		NONE(64);

		private final int share;

		Fault(int share) {
			this.share = share;
		}

		static Fault of(int percent) {
			int left = percent;
			for (Fault fault : values()) {
				left -= fault.share;
				if (left < 0) {
					return fault;
				}
			}
			return NONE;
		}

	}

}
