package io.adcp.spring.verification.crash.badinput;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request in the making. It begins as a good one; faults are built in from the inside
 * outwards: values, then the text, then what is around it.
 */
final class Draft {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final String generator;

	private final Tenant tenant;

	private final boolean rest;

	private final Random random;

	private final ObjectNode arguments = JsonNodeFactory.instance.objectNode();

	private final Map<String, String> headers = new LinkedHashMap<>();

	private JsonNode message;

	private byte @Nullable [] text;

	private String line;

	private boolean chunked;

	private boolean beneathAdcp;

	private boolean mayCut;

	Draft(String generator, Tenant tenant, boolean rest, String task, Random random) {
		this.generator = generator;
		this.tenant = tenant;
		this.rest = rest;
		this.random = random;
		this.message = rest ? this.arguments : toolCall(task);
		this.line = "POST " + (rest ? "/rest/" + task : "/mcp") + " HTTP/1.1";
		this.headers.put("Host", "127.0.0.1");
		this.headers.put("Authorization", "Bearer " + tenant.token());
		this.headers.put("Content-Type", "application/json");
		this.headers.put("Accept", "application/json, text/event-stream");
	}

	private ObjectNode toolCall(String task) {
		ObjectNode message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
		message.put("id", this.random.nextInt(1_000_000)).put("method", "tools/call");
		message.putObject("params").put("name", task).set("arguments", this.arguments);
		return message;
	}

	Tenant tenant() {
		return this.tenant;
	}

	boolean rest() {
		return this.rest;
	}

	Random random() {
		return this.random;
	}

	ObjectNode arguments() {
		return this.arguments;
	}

	/** The whole message: what is sent, before it is text. */
	JsonNode message() {
		return this.message;
	}

	void message(JsonNode message) {
		this.message = message;
	}

	byte[] text() {
		return (this.text != null) ? this.text : JSON.writeValueAsBytes(this.message);
	}

	void text(byte[] text) {
		this.text = text;
	}

	void text(String text) {
		this.text = text.getBytes(StandardCharsets.UTF_8);
	}

	Map<String, String> headers() {
		return this.headers;
	}

	String line() {
		return this.line;
	}

	void line(String line) {
		this.line = line;
		this.beneathAdcp = true;
	}

	void chunked() {
		this.chunked = true;
	}

	void beneathAdcp() {
		this.beneathAdcp = true;
	}

	void mayCut() {
		this.mayCut = true;
	}

	Request request() {
		byte[] body = text();
		if (this.chunked) {
			this.headers.put("Transfer-Encoding", "chunked");
			body = chunks(body);
		}
		else {
			this.headers.putIfAbsent("Content-Length", Integer.toString(body.length));
		}
		StringBuilder head = new StringBuilder(this.line).append("\r\n");
		this.headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		byte[] front = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
		byte[] bytes = new byte[front.length + body.length];
		System.arraycopy(front, 0, bytes, 0, front.length);
		System.arraycopy(body, 0, bytes, front.length, body.length);
		return new Request(this.generator, bytes, this.rest, key(), this.beneathAdcp, this.mayCut);
	}

	private @Nullable String key() {
		JsonNode key = this.arguments.path("idempotency_key");
		return key.isString() ? Objects.requireNonNull(key.asString()) : null;
	}

	private byte[] chunks(byte[] body) {
		ByteArrayOutputStream chunks = new ByteArrayOutputStream();
		for (int start = 0; start < body.length;) {
			int length = Math.min(1 + this.random.nextInt(8192), body.length - start);
			chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			chunks.write(body, start, length);
			chunks.writeBytes(new byte[] { '\r', '\n' });
			start += length;
		}
		chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return chunks.toByteArray();
	}

}
