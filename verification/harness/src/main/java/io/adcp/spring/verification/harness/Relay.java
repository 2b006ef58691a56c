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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An HTTP server on loopback that can hand a request on to another server, and leaves it
 * to its owner what becomes of request and answer.
 */
public final class Relay implements AutoCloseable {

	private static final Set<String> NOT_COPIED = Set.of("host", "connection", "content-length", "transfer-encoding",
			"expect", "upgrade", "date", "http2-settings", "keep-alive");

	private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

	private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

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

	private final Owner owner;

	private final HttpServer server;

	/**
	 * Listen on a free port.
	 * @param owner decides on each request
	 */
	public Relay(Owner owner) throws IOException {
		this.owner = owner;
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
	 * Run something beside the requests.
	 * @param task what to run
	 */
	public void execute(Runnable task) {
		this.threads.execute(task);
	}

	private void handle(HttpExchange exchange) throws IOException {
		// Closing an exchange that has not been answered drops the connection
		try (exchange) {
			this.owner.handle(new Passage(exchange, exchange.getRequestBody().readAllBytes()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
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
	 * Decides what becomes of each request.
	 */
	@FunctionalInterface
	public interface Owner {

		/**
		 * Hand the request on and answer it, or do not: where nothing was answered when
		 * this method returns, the caller's connection is dropped without a byte.
		 * @param passage the request
		 */
		void handle(Passage passage) throws IOException, InterruptedException;

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
		 * Send the request on and wait for the whole answer. This may be done more than
		 * once, and after the caller's connection is gone.
		 * @param port the other server's port on loopback
		 * @param headers headers to add
		 * @return the answer
		 */
		public HttpResponse<byte[]> forward(int port, Map<String, String> headers)
				throws IOException, InterruptedException {
			URI target = URI.create("http://127.0.0.1:" + port).resolve(this.exchange.getRequestURI());
			HttpRequest.Builder request = HttpRequest.newBuilder(target)
				.timeout(ANSWER_LIMIT)
				.method(this.exchange.getRequestMethod(), BodyPublishers.ofByteArray(this.body));
			this.exchange.getRequestHeaders().forEach((name, values) -> {
				if (isCopied(name)) {
					values.forEach((value) -> request.header(name, value));
				}
			});
			headers.forEach(request::setHeader);
			return Relay.this.client.send(request.build(), BodyHandlers.ofByteArray());
		}

		/**
		 * Answer the caller.
		 * @param response the answer
		 * @param length how many bytes of its body to send: where these are not all, the
		 * connection breaks after them
		 */
		public void respond(HttpResponse<byte[]> response, int length) throws IOException {
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
