package io.adcp.spring.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;

import org.assertj.core.api.AssertProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A seller for tests: it speaks MCP at a free loopback port, keeps AdCP's promise of
 * idempotency in memory, and fails as its script says. <pre class="code">
 * seller.on(AdcpTask.CREATE_MEDIA_BUY).losesAnswer();
 * desk.buy(campaign);
 * assertThat(seller).executedOnce(AdcpTask.CREATE_MEDIA_BUY)
 *     .received(AdcpTask.CREATE_MEDIA_BUY).times(2).withSameKeyAndBytes();
 * </pre> Safe for use by several threads.
 *
 * @since 0.1.0
 * @see AutoConfigureAdcpSeller
 */
public final class TestSeller implements AssertProvider<TestSellerAssert>, AutoCloseable {

	private static final String CAPABILITIES = """
			{"status":"completed","adcp":{"major_versions":[3],"idempotency":{"supported":true,
			"replay_ttl_seconds":86400}},"supported_protocols":["media_buy"]}""";

	private static final String HANDSHAKE = """
			{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},
			"serverInfo":{"name":"test-seller","version":"1"}}""";

	private final JsonMapper mapper = JsonMapper.shared();

	private final ExecutorService threads = Executors.newCachedThreadPool(TestSeller::daemon);

	private final TestWebhooks webhooks = new TestWebhooks();

	private final List<ReceivedCall> received = new CopyOnWriteArrayList<>();

	private final Map<String, SellerScript> scripts = new ConcurrentHashMap<>();

	private final Map<String, SellerTask> tasks = new ConcurrentHashMap<>();

	private final HttpServer server;

	private volatile SellerMemory memory = new SellerMemory();

	/**
	 * Create a seller and let it listen.
	 * @throws UncheckedIOException if there is no free port
	 */
	public TestSeller() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/mcp", this::handle);
		this.server.createContext("/jwks.json",
				(exchange) -> respond(exchange, "application/jwk-set+json", this.webhooks.jwks()));
		this.server.start();
	}

	private static Thread daemon(Runnable work) {
		Thread thread = new Thread(work, "test-seller");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Return where the seller listens, for {@code adcp.client.agents.<name>.url}.
	 * @return the address of its MCP endpoint
	 */
	public URI url() {
		return at("/mcp");
	}

	/**
	 * Return where the seller publishes the key that signs its webhooks, for
	 * {@code adcp.client.agents.<name>.webhook-keys}.
	 * @return the address of its JWK set
	 */
	public URI keys() {
		return at("/jwks.json");
	}

	private URI at(String path) {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + path);
	}

	/**
	 * Write the script of a task.
	 * @param task the task's name on the wire
	 * @return its script; further steps come after those that are not played yet
	 */
	public SellerScript on(String task) {
		return this.scripts.computeIfAbsent(task, (name) -> new SellerScript(this, name));
	}

	/**
	 * Return a task that the seller has submitted.
	 * @param taskId the task's id
	 * @return the task
	 * @throws IllegalArgumentException if no call has submitted it
	 */
	public SellerTask task(String taskId) {
		SellerTask task = this.tasks.get(taskId);
		if (task == null) {
			throw new IllegalArgumentException("No call has submitted the task '" + taskId + "'");
		}
		return task;
	}

	/**
	 * Return all attempts, in the order in which they came, those for capabilities left
	 * out.
	 * @return the attempts
	 */
	public List<ReceivedCall> received() {
		return List.copyOf(this.received);
	}

	/**
	 * Return the attempts of a task, in the order in which they came.
	 * @param task the task's name on the wire
	 * @return the attempts
	 */
	public List<ReceivedCall> received(String task) {
		return this.received.stream().filter((call) -> call.task().equals(task)).toList();
	}

	/**
	 * Return how often a task was executed. Replays and refusals do not count.
	 * @param task the task's name on the wire
	 * @return the number of executions
	 */
	public int executions(String task) {
		return this.memory.executions(task);
	}

	/**
	 * Forget all calls, keys, tasks and scripts. Address and key stay.
	 */
	public void reset() {
		this.memory = new SellerMemory();
		this.scripts.clear();
		this.tasks.clear();
		this.received.clear();
	}

	@Override
	public TestSellerAssert assertThat() {
		return new TestSellerAssert(this);
	}

	/**
	 * Stop listening.
	 */
	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	SellerMemory memory() {
		return this.memory;
	}

	void open(String taskId, ReceivedCall call) {
		this.tasks.put(taskId, new SellerTask(taskId, call, this.webhooks));
	}

	void routeWebhooks(UnaryOperator<URI> route) {
		this.webhooks.route(route);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			SellerMessage message = SellerMessage.read(exchange.getRequestBody().readAllBytes());
			switch (message.method()) {
				case "initialize" -> respond(exchange, message, this.mapper.readTree(HANDSHAKE));
				case "tools/call" -> reply(exchange, message, play(message.call()));
				default -> exchange.sendResponseHeaders(202, -1);
			}
		}
	}

	private SellerReply play(ReceivedCall call) {
		if (AdcpTask.GET_ADCP_CAPABILITIES.equals(call.task())) {
			return SellerReply.of((ObjectNode) this.mapper.readTree(CAPABILITIES));
		}
		this.received.add(call);
		SellerScript script = on(call.task());
		return AdcpTask.GET_TASK_STATUS.equals(call.task()) ? SellerReply.of(status(call))
				: script.play(call, this.memory);
	}

	private ObjectNode status(ReceivedCall call) {
		SellerTask task = this.tasks.get(call.arguments().path("task_id").stringValue(""));
		return (task != null) ? task.status()
				: SellerMemory.error(AdcpError.of(AdcpErrorCode.REFERENCE_NOT_FOUND, "There is no such task"), call);
	}

	private void reply(HttpExchange exchange, SellerMessage message, SellerReply reply) throws IOException {
		ObjectNode content = reply.content();
		if (content != null) {
			ObjectNode result = this.mapper.createObjectNode().put("isError", content.has("adcp_error"));
			result.set("structuredContent", content);
			result.putArray("content").addObject().put("type", "text").put("text", content.toString());
			respond(exchange, message, result);
		}
		else if (reply.status() != 0) {
			exchange.sendResponseHeaders(reply.status(), -1);
		}
		exchange.close();
		reply.afterwards().run();
	}

	private void respond(HttpExchange exchange, SellerMessage message, JsonNode result) throws IOException {
		ObjectNode answer = this.mapper.createObjectNode().put("jsonrpc", "2.0");
		answer.set("id", message.id());
		answer.set("result", result);
		respond(exchange, "application/json", answer.toString().getBytes(StandardCharsets.UTF_8));
	}

	private static void respond(HttpExchange exchange, String type, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.getResponseBody().close();
	}

}
