package io.adcp.spring.sample.buyer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntConsumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A seller that remembers keys in memory and does with its answers what a test tells it.
 */
class FakeSeller implements AutoCloseable {

	private final JsonMapper jsonMapper = JsonMapper.shared();

	private final Map<String, String> mediaBuysByKey = new ConcurrentHashMap<>();

	private final List<String> buys = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private volatile Function<Integer, Fate> fates = (number) -> Fate.ANSWERED;

	private volatile boolean refuseCredentials;

	private volatile String taskStatus = "completed";

	private volatile IntConsumer onBuy = (number) -> {
	};

	private volatile IntConsumer onDone = (number) -> {
	};

	FakeSeller() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/mcp", this::handle);
		this.server.start();
	}

	/** What happens to an answer after the seller has done the work. */
	enum Fate {

		ANSWERED, LOST, UNAVAILABLE, SUBMITTED

	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/mcp";
	}

	/** Decides on the answer to the n-th buy, counted from 1. */
	void decide(Function<Integer, Fate> fates) {
		this.fates = fates;
	}

	/** Runs when the n-th buy has arrived, before the seller does anything about it. */
	void onBuy(IntConsumer action) {
		this.onBuy = action;
	}

	/** Runs when the n-th buy has been dealt with, before it is answered. */
	void onDone(IntConsumer action) {
		this.onDone = action;
	}

	/** Refuses the credentials of everybody from now on, or no longer. */
	void refuseCredentials(boolean refuse) {
		this.refuseCredentials = refuse;
	}

	/** What all tasks have come to. */
	void taskStatus(String status) {
		this.taskStatus = status;
	}

	/** The arguments of all requests to buy, as they came. */
	List<String> buys() {
		return this.buys;
	}

	/** The media buys that exist, by their keys. */
	Map<String, String> mediaBuys() {
		return this.mediaBuysByKey;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			JsonNode call = this.jsonMapper.readTree(body);
			if (this.refuseCredentials) {
				exchange.sendResponseHeaders(401, -1);
				return;
			}
			String task = call.path("params").path("name").asString("");
			if (task.equals("create_media_buy")) {
				// The message has an id of its own each time
				this.buys.add(body.substring(body.indexOf("\"arguments\":")));
				answerBuy(exchange, call, this.buys.size());
			}
			else if (task.equals("get_task_status")) {
				respond(exchange, call, task(call.path("params").path("arguments").path("task_id").asString()), false);
			}
			else if (task.equals("get_adcp_capabilities")) {
				respond(exchange, call, capabilities(), false);
			}
			else {
				exchange.sendResponseHeaders(404, -1);
			}
		}
	}

	private void answerBuy(HttpExchange exchange, JsonNode call, int number) throws IOException {
		this.onBuy.accept(number);
		Fate fate = this.fates.apply(number);
		if (fate == Fate.UNAVAILABLE) {
			exchange.sendResponseHeaders(503, -1);
			return;
		}
		JsonNode arguments = call.path("params").path("arguments");
		ObjectNode content = refusal(arguments);
		boolean error = content.has("adcp_error");
		if (!error) {
			book(arguments.path("idempotency_key").asString(), content);
		}
		this.onDone.accept(number);
		if (fate == Fate.SUBMITTED) {
			content.put("status", "submitted").put("task_id", "task-of-" + content.get("media_buy_id").asString());
			content.remove("media_buy_id");
		}
		if (fate == Fate.ANSWERED || fate == Fate.SUBMITTED) {
			respond(exchange, call, content, error);
		}
	}

	private ObjectNode task(String taskId) {
		ObjectNode content = this.jsonMapper.createObjectNode()
			.put("task_id", taskId)
			.put("task_type", "create_media_buy")
			.put("status", this.taskStatus);
		if (this.taskStatus.equals("completed")) {
			content.putObject("result").put("media_buy_id", taskId.substring("task-of-".length()));
		}
		return content;
	}

	private void book(String key, ObjectNode content) {
		String fresh = "mb-" + (this.mediaBuysByKey.size() + 1);
		String held = this.mediaBuysByKey.putIfAbsent(key, fresh);
		content.put("media_buy_id", (held != null) ? held : fresh);
		content.put("replayed", held != null);
		content.put("idempotency_key", key);
		content.put("status", "completed");
	}

	private ObjectNode refusal(JsonNode arguments) {
		JsonNode one = arguments.path("packages").path(0);
		if (one.path("product_id").asString("").equals("no-such-product")) {
			return error("PRODUCT_NOT_FOUND", "There is no such product", "packages[0].product_id");
		}
		if (one.path("budget").asDouble(0) <= 0) {
			return error("INVALID_REQUEST", "The budget must be positive", "packages[0].budget");
		}
		return this.jsonMapper.createObjectNode();
	}

	private ObjectNode error(String code, String message, String field) {
		ObjectNode content = this.jsonMapper.createObjectNode().put("status", "failed");
		content.putObject("adcp_error")
			.put("code", code)
			.put("message", message)
			.put("recovery", "correctable")
			.put("field", field);
		return content;
	}

	private ObjectNode capabilities() {
		ObjectNode content = this.jsonMapper.createObjectNode().put("status", "completed");
		ObjectNode adcp = content.putObject("adcp");
		adcp.putArray("major_versions").add(3);
		adcp.putObject("idempotency").put("supported", true).put("replay_ttl_seconds", 86400);
		content.putArray("supported_protocols").add("media_buy");
		return content;
	}

	private void respond(HttpExchange exchange, JsonNode call, ObjectNode content, boolean error) throws IOException {
		ObjectNode answer = this.jsonMapper.createObjectNode().put("jsonrpc", "2.0");
		answer.set("id", call.path("id"));
		ObjectNode result = answer.putObject("result").put("isError", error);
		result.set("structuredContent", content);
		result.putArray("content").addObject().put("type", "text").put("text", content.toString());
		byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
