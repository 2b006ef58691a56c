package io.adcp.spring.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent that answers A2A messages as its script says. Its card, and calls for
 * capabilities, are answered beside the script.
 */
public final class A2aAgent implements AutoCloseable {

	static final String CARD_10 = "{\"supportedInterfaces\":[{\"url\":\"https://public.example/a2a\","
			+ "\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"}]}";

	static final String CARD_03 = "{\"url\":\"https://public.example/a2a\",\"protocolVersion\":\"0.3.0\"}";

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final String CAPABILITIES = "{\"adcp\":{\"idempotency\":{\"supported\":true,"
			+ "\"replay_ttl_seconds\":86400}}}";

	private final HttpServer server;

	private final Queue<Reply> script = new ConcurrentLinkedQueue<>();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final List<String> cardRequests = new CopyOnWriteArrayList<>();

	private final Map<String, Reply> cards = new TreeMap<>();

	public A2aAgent() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::serve);
		this.server.start();
		card(CARD_10);
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/a2a");
	}

	/** Show this card at the root, and none below the endpoint. */
	A2aAgent card(String card) {
		this.cards.clear();
		return card("", new Reply(200, "application/json", card));
	}

	/** Answer what asks for the card below a path. */
	A2aAgent card(String path, Reply reply) {
		this.cards.put(path + "/.well-known/agent-card.json", reply);
		return this;
	}

	/** Append replies; the last one is repeated for ever. */
	public A2aAgent script(Reply... replies) {
		this.script.addAll(List.of(replies));
		return this;
	}

	/** The calls so far, those for capabilities left out. */
	public List<Request> requests() {
		return this.requests;
	}

	/** The paths that cards were asked for at. */
	List<String> cardRequests() {
		return this.cardRequests;
	}

	/** A task that is over, in A2A 1.0. */
	public static Reply completed(String data) {
		return task("TASK_STATE_COMPLETED", data);
	}

	/** A task with data in its artifact, in A2A 1.0. */
	static Reply task(String state, String data) {
		return result("{\"task\":{\"id\":\"t-1\",\"contextId\":\"c-1\",\"status\":{\"state\":\"" + state
				+ "\"},\"artifacts\":[{\"artifactId\":\"a-1\",\"parts\":[{\"data\":" + data + "}]}]}}");
	}

	/** A task with a part in the message of its status, in A2A 1.0. */
	static Reply status(String state, String part) {
		return result("{\"task\":{\"id\":\"t-1\",\"status\":{\"state\":\"" + state
				+ "\",\"message\":{\"role\":\"ROLE_AGENT\",\"parts\":[" + part + "]}}}}");
	}

	static Reply result(String result) {
		return json("\"result\":" + result);
	}

	static Reply error(int code, String more) {
		return json("\"error\":{\"code\":" + code + ",\"message\":\"said by the agent\"" + more + "}");
	}

	/** Answer with the members of a JSON-RPC response. */
	static Reply json(String members) {
		return new Reply(200, "application/json", "{\"jsonrpc\":\"2.0\",\"id\":\"ID\"," + members + "}");
	}

	private void serve(HttpExchange exchange) throws IOException {
		try (exchange) {
			if ("GET".equals(exchange.getRequestMethod())) {
				String path = exchange.getRequestURI().getPath();
				this.cardRequests.add(path);
				this.cards.getOrDefault(path, new Reply(404, "text/plain", "none")).send(exchange, "");
				return;
			}
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
			Request request = new Request(headers,
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			if ("get_adcp_capabilities".equals(request.data().path("skill").asString())) {
				boolean legacy = "message/send".equals(request.json().path("method").asString());
				(legacy ? result(
						"{\"kind\":\"task\",\"status\":{\"state\":\"completed\"},\"artifacts\":[{\"parts\":[{\"kind\":\"data\","
								+ "\"data\":" + CAPABILITIES + "}]}]}")
						: completed(CAPABILITIES))
					.send(exchange, request.id());
				return;
			}
			this.requests.add(request);
			Reply reply = (this.script.size() > 1) ? this.script.remove() : this.script.element();
			reply.send(exchange, request.id());
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * What to answer.
	 *
	 * @param status the HTTP status
	 * @param contentType the type of the body
	 * @param body the body, with {@code ID} for the id of the request
	 * @param headers more headers, names and values in turn
	 */
	public record Reply(int status, String contentType, String body, String... headers) {

		void send(HttpExchange exchange, String id) throws IOException {
			byte[] bytes = this.body.replace("\"ID\"", "\"" + id + "\"").getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", this.contentType);
			for (int i = 0; i < this.headers.length; i += 2) {
				exchange.getResponseHeaders().set(this.headers[i], this.headers[i + 1]);
			}
			exchange.sendResponseHeaders(this.status, bytes.length);
			exchange.getResponseBody().write(bytes);
		}

	}

	/**
	 * One message, as it came.
	 */
	public record Request(Map<String, String> headers, String text) {

		JsonNode json() {
			return MAPPER.readTree(this.text);
		}

		String id() {
			return json().path("id").asString();
		}

		JsonNode data() {
			return json().at("/params/message/parts/0/data");
		}

		/** The input to the last byte. */
		String input() {
			String from = this.text.substring(this.text.indexOf("\"input\":") + "\"input\":".length());
			return from.substring(0, from.length() - "}}]}}}".length());
		}

	}

}
