package io.adcp.spring.verification.harness;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * The wire between buyers and sellers: an HTTP server on loopback that hands each request
 * on to another server, and does to it what its {@link Line} chooses.
 */
public final class Relay implements AutoCloseable {

	private static final Set<String> NOT_COPIED = Set.of("host", "connection", "content-length", "transfer-encoding",
			"expect", "upgrade", "date", "http2-settings", "keep-alive");

	private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

	private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

	private static final int LONGEST_DELAY_MILLIS = 300;

	private static final int LATEST_TWIN_MILLIS = 2000;

	private static final int LONGEST_TO_BE_OVERTAKEN_MILLIS = 500;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "wire");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(CONNECT_LIMIT)
		.executor(this.threads)
		.build();

	private final AtomicReference<@Nullable CountDownLatch> beingOvertaken = new AtomicReference<>();

	// One party of it is the run itself, which waits for the twins
	private final Phaser twins = new Phaser(1);

	private final Line line;

	private final Random random;

	private final HttpServer server;

	/**
	 * Listen on a free port.
	 * @param line decides on each request
	 * @param random decides how long things take
	 */
	public Relay(Line line, Random random) throws IOException {
		this.line = line;
		this.random = random;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/**
	 * Return where requests are taken.
	 * @return the address, without a path
	 */
	public URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * Wait until no doubled request is on its way any more.
	 * @param limit how long to wait
	 */
	public void awaitQuiet(Duration limit) throws InterruptedException, TimeoutException {
		this.twins.awaitAdvanceInterruptibly(this.twins.arrive(), limit.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void handle(HttpExchange exchange) throws IOException {
		// Closing an exchange that has not been answered drops the connection
		try (exchange) {
			handle(new Passage(exchange, exchange.getRequestBody().readAllBytes()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void handle(Passage passage) throws IOException, InterruptedException {
		Fault fault = this.line.fault(passage);
		if (fault == Fault.CUT_BEFORE) {
			return;
		}
		before(passage, fault);
		HttpResponse<byte[]> answer = this.line.forward(passage);
		overtake();
		if (fault == Fault.DELAY_ANSWER) {
			delay(LONGEST_DELAY_MILLIS);
		}
		if (answer != null && this.line.passesOn(passage, answer) && fault != Fault.CUT_AFTER) {
			int length = answer.body().length;
			passage.respond(answer, (fault == Fault.TRUNCATE) ? length / 2 : length);
		}
	}

	private void before(Passage passage, Fault fault) throws InterruptedException {
		switch (fault) {
			case DOUBLE -> sendTwin(passage, 1);
			case DOUBLE_LATE -> sendTwin(passage, LATEST_TWIN_MILLIS);
			case DELAY_REQUEST -> delay(LONGEST_DELAY_MILLIS);
			case OVERTAKEN -> awaitOvertaker();
			default -> {
			}
		}
	}

	private void sendTwin(Passage passage, int latest) {
		this.twins.register();
		this.threads.execute(() -> {
			try {
				delay(latest);
				this.line.forward(passage);
			}
			catch (IOException ex) {
				// Nobody waits for its answer
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				this.twins.arriveAndDeregister();
			}
		});
	}

	// Until the answer to a request that came later
	private void awaitOvertaker() throws InterruptedException {
		CountDownLatch overtaken = new CountDownLatch(1);
		this.beingOvertaken.set(overtaken);
		boolean unused = overtaken.await(LONGEST_TO_BE_OVERTAKEN_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void overtake() {
		CountDownLatch overtaken = this.beingOvertaken.getAndSet(null);
		if (overtaken != null) {
			overtaken.countDown();
		}
	}

	// The slowness of a network: nothing is waited for here
	private void delay(int longest) throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(this.random.nextInt(longest));
	}

	private static boolean isCopied(String header) {
		return !NOT_COPIED.contains(header.toLowerCase(Locale.ROOT));
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * One request on its way.
	 */
	public final class Passage {

		private final HttpExchange exchange;

		private final byte[] body;

		private Passage(HttpExchange exchange, byte[] body) {
			this.exchange = exchange;
			this.body = body;
		}

		/**
		 * Return the request's body.
		 * @return the body, empty where there is none
		 */
		public byte[] body() {
			return this.body;
		}

		/**
		 * Return the request's headers.
		 * @return the headers, with all values of each
		 */
		public Map<String, List<String>> headers() {
			return this.exchange.getRequestHeaders();
		}

		/**
		 * Send the request on and wait for the whole answer.
		 * @param port the other server's port on loopback
		 * @param headers headers to add
		 * @return the answer
		 */
		public HttpResponse<byte[]> forward(int port, Map<String, String> headers)
				throws IOException, InterruptedException {
			return forward(port, headers, this.body);
		}

		/**
		 * Send the request on with another body and wait for the whole answer.
		 * @param port the other server's port on loopback
		 * @param headers headers to add
		 * @param body the body to send
		 * @return the answer
		 */
		public HttpResponse<byte[]> forward(int port, Map<String, String> headers, byte[] body)
				throws IOException, InterruptedException {
			URI target = URI.create("http://127.0.0.1:" + port).resolve(this.exchange.getRequestURI());
			HttpRequest.Builder request = HttpRequest.newBuilder(target)
				.timeout(ANSWER_LIMIT)
				.method(this.exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
			this.exchange.getRequestHeaders().forEach((name, values) -> {
				if (isCopied(name)) {
					values.forEach((value) -> request.header(name, value));
				}
			});
			headers.forEach(request::setHeader);
			return Relay.this.client.send(request.build(), BodyHandlers.ofByteArray());
		}

		// Where the length is not that of the body, the connection breaks after it
		private void respond(HttpResponse<byte[]> response, int length) throws IOException {
			response.headers().map().forEach((name, values) -> {
				if (isCopied(name)) {
					this.exchange.getResponseHeaders().put(name, values);
				}
			});
			byte[] answer = response.body();
			this.exchange.sendResponseHeaders(response.statusCode(), (answer.length != 0) ? answer.length : -1);
			this.exchange.getResponseBody().write(answer, 0, length);
			this.exchange.getResponseBody().flush();
		}

	}

}
