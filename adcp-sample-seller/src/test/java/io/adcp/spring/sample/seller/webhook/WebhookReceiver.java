package io.adcp.spring.sample.seller.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A buyer's end of webhooks, on a free port of this machine.
 */
public final class WebhookReceiver implements AutoCloseable {

	private final List<JsonNode> received = new CopyOnWriteArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private volatile int status = 204;

	private volatile boolean silent;

	/**
	 * Start the receiver.
	 * @throws IOException if there is no free port
	 */
	public WebhookReceiver() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::receive);
		this.server.start();
	}

	/**
	 * Return an address to post to.
	 * @param operationId the last part of the path
	 * @return the address
	 */
	public String url(String operationId) {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/webhooks/" + operationId;
	}

	/**
	 * Answer with a status from now on.
	 * @param status the HTTP status
	 */
	public void answer(int status) {
		this.status = status;
		this.silent = false;
	}

	/**
	 * Take messages from now on without ever answering.
	 */
	public void keepSilent() {
		this.silent = true;
	}

	/**
	 * Return what has come so far.
	 * @return the bodies, in their order
	 */
	public List<JsonNode> received() {
		return this.received;
	}

	private void receive(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.received.add(JsonMapper.shared().readTree(body));
		if (this.silent) {
			awaitClose();
		}
		exchange.sendResponseHeaders(this.status, -1);
		exchange.close();
	}

	private void awaitClose() {
		try {
			this.closed.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
