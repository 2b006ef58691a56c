package io.adcp.spring.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A seller of plain sockets that fails on demand, at any byte. Each connection brings one
 * request and plays the next step of the script; calls for capabilities and MCP's
 * handshake are answered beside the script.
 */
public final class FaultServer implements AutoCloseable {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final ServerSocket socket;

	private final Queue<Step> script = new ConcurrentLinkedQueue<>();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final List<Request> capabilityRequests = new CopyOnWriteArrayList<>();

	private final List<Request> handshakes = new CopyOnWriteArrayList<>();

	private volatile Runnable whenSilent = () -> {
	};

	private volatile Step handshake = json("\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");

	private volatile String capabilities = "{\"adcp\":{\"idempotency\":{\"supported\":true,"
			+ "\"replay_ttl_seconds\":86400}}}";

	public FaultServer() {
		this(0);
	}

	public FaultServer(int port) {
		try {
			this.socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.socket.getLocalPort() + "/mcp");
	}

	public FaultServer capabilities(String structuredContent) {
		this.capabilities = structuredContent;
		return this;
	}

	/** Answer {@code initialize} in another way than as a stateless seller. */
	public FaultServer handshake(Step handshake) {
		this.handshake = handshake;
		return this;
	}

	/** Do this each time when a step begins to say nothing. */
	public FaultServer whenSilent(Runnable whenSilent) {
		this.whenSilent = whenSilent;
		return this;
	}

	/** Append steps; the last one is repeated for ever. */
	public FaultServer script(Step... steps) {
		this.script.addAll(List.of(steps));
		return this;
	}

	/** The requests so far, those for capabilities left out. */
	public List<Request> requests() {
		return this.requests;
	}

	public List<Request> capabilityRequests() {
		return this.capabilityRequests;
	}

	/** The requests that were no calls. */
	public List<Request> handshakes() {
		return this.handshakes;
	}

	public static Step success(String structuredContent) {
		return json("\"result\":{\"content\":[],\"structuredContent\":" + structuredContent + "}");
	}

	public static Step error(String adcpError) {
		return json("\"result\":{\"isError\":true,\"content\":[],\"structuredContent\":{\"adcp_error\":" + adcpError
				+ ",\"status\":\"failed\"}}");
	}

	/** Answer with the members of a JSON-RPC response. */
	public static Step json(String members) {
		return (exchange) -> exchange.respond(200, "application/json", exchange.message(members));
	}

	public static Step sse(String text) {
		return (exchange) -> exchange.respond(200, "text/event-stream",
				text.replace("ID", exchange.request().jsonRpcId()));
	}

	public static Step status(int status, String... headers) {
		return (exchange) -> exchange.respond(status, "text/plain", "", headers);
	}

	public static Step body(String contentType, String body, String... headers) {
		return (exchange) -> exchange.respond(200, contentType, body, headers);
	}

	/** Close with a reset, after sending the given part of an answer. */
	public static Step reset(String part) {
		return (exchange) -> {
			exchange.write(part);
			exchange.socket().setSoLinger(true, 0);
		};
	}

	/** Say nothing until the client or the server goes away. */
	public static Step silence() {
		return (exchange) -> {
			exchange.whenSilent().run();
			exchange.socket().getInputStream().read();
		};
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				start(() -> serve(connection));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			Request request = Request.read(connection.getInputStream());
			Exchange exchange = new Exchange(connection, request, this.whenSilent);
			if (!"tools/call".equals(request.method())) {
				this.handshakes.add(request);
				Step step = "initialize".equals(request.method()) ? this.handshake : status(202);
				step.play(exchange);
				return;
			}
			if ("get_adcp_capabilities".equals(request.task())) {
				this.capabilityRequests.add(request);
				success(this.capabilities).play(exchange);
				return;
			}
			this.requests.add(request);
			Step step = (this.script.size() > 1) ? this.script.remove() : this.script.element();
			step.play(exchange);
		}
		catch (IOException ex) {
			// the client went away, or the server did
		}
	}

	private static void start(Runnable work) {
		Thread thread = new Thread(work, "fault-server");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What to do with one request.
	 */
	@FunctionalInterface
	public interface Step {

		void play(Exchange exchange) throws IOException;

	}

	/**
	 * One connection with its request.
	 */
	public record Exchange(Socket socket, Request request, Runnable whenSilent) {

		String message(String members) {
			return "{\"jsonrpc\":\"2.0\",\"id\":\"" + this.request.jsonRpcId() + "\"," + members + "}";
		}

		void respond(int status, String contentType, String body, String... headers) throws IOException {
			StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\nConnection: close\r\n");
			for (String header : headers) {
				head.append(header).append("\r\n");
			}
			int length = body.getBytes(StandardCharsets.UTF_8).length;
			head.append("Content-Type: " + contentType + "\r\nContent-Length: " + length + "\r\n\r\n");
			write(head + body);
		}

		void write(String text) throws IOException {
			OutputStream out = this.socket.getOutputStream();
			out.write(text.getBytes(StandardCharsets.UTF_8));
			out.flush();
		}

	}

	/**
	 * One request, as it came.
	 */
	public record Request(Map<String, String> headers, byte[] body) {

		public String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

		public JsonNode json() {
			return MAPPER.readTree(this.body);
		}

		public JsonNode arguments() {
			return json().path("params").path("arguments");
		}

		/**
		 * The call's arguments to the last byte, and what closes the message behind them.
		 */
		public String argumentsText() {
			return text().substring(text().indexOf("\"arguments\":"));
		}

		public String task() {
			return json().path("params").path("name").asString();
		}

		String method() {
			return json().path("method").asString();
		}

		String jsonRpcId() {
			return json().path("id").asString("");
		}

		static Request read(InputStream in) throws IOException {
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			readLine(in);
			for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
				int colon = line.indexOf(':');
				headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
			}
			int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
			return new Request(headers, in.readNBytes(length));
		}

		private static String readLine(InputStream in) throws IOException {
			ByteArrayOutputStream line = new ByteArrayOutputStream();
			int next = in.read();
			while (next != '\n') {
				if (next < 0) {
					throw new IOException("The connection ended in the head of the request");
				}
				if (next != '\r') {
					line.write(next);
				}
				next = in.read();
			}
			return line.toString(StandardCharsets.US_ASCII);
		}

	}

}
