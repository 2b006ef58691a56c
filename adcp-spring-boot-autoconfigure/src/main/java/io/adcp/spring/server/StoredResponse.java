package io.adcp.spring.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response as the ledger keeps it. What is a JSON object and nothing else, as every
 * answer over MCP and most over REST, is stored as that object. In front of any other
 * stands a line that no JSON text begins like: {@code HTTP}, and status and headers.
 *
 * @param status the HTTP status
 * @param headers the headers by name, in their order
 * @param body the body, as text or in Base64
 * @param binary whether the body is in Base64
 * @since 0.1.0
 */
public record StoredResponse(int status, Map<String, List<String>> headers, String body, boolean binary) {

	private static final String MARK = "HTTP ";

	private static final int OK = 200;

	private static final String CONTENT_TYPE = "Content-Type";

	private static final Map<String, List<String>> JSON = Map.of(CONTENT_TYPE, List.of("application/json"));

	private static final JsonMapper MAPPER = JsonMapper.shared();

	/**
	 * Create a response.
	 * @param status the HTTP status
	 * @param headers the headers by name
	 * @param body the body's bytes
	 * @return the response
	 */
	public static StoredResponse of(int status, Map<String, List<String>> headers, byte[] body) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
			return new StoredResponse(status, headers, text, false);
		}
		catch (CharacterCodingException ex) {
			return new StoredResponse(status, headers, Base64.getEncoder().encodeToString(body), true);
		}
	}

	/**
	 * Read a stored text.
	 * @param stored the text
	 * @return the response; one that is a JSON object and nothing else has status 200
	 */
	public static StoredResponse read(String stored) {
		if (!stored.startsWith(MARK)) {
			return new StoredResponse(OK, JSON, stored, false);
		}
		int end = stored.indexOf('\n');
		JsonNode head = MAPPER.readTree(stored.substring(MARK.length(), end));
		Map<String, List<String>> headers = new LinkedHashMap<>();
		head.path("headers").properties().forEach((header) -> {
			List<String> values = new ArrayList<>();
			header.getValue().forEach((value) -> values.add(value.asString()));
			headers.put(header.getKey(), values);
		});
		return new StoredResponse(head.path("status").asInt(), headers, stored.substring(end + 1),
				head.path("base64").asBoolean(false));
	}

	/**
	 * Return the body of a stored text, for transports that send nothing else.
	 * @param stored the text
	 * @return the body
	 */
	public static String bodyOf(String stored) {
		return stored.startsWith(MARK) ? stored.substring(stored.indexOf('\n') + 1) : stored;
	}

	/**
	 * Return the text to be stored.
	 * @return what {@link #read} takes
	 */
	public String write() {
		if (this.status == OK && !this.binary && this.body.startsWith("{") && this.headers.equals(JSON)) {
			return this.body;
		}
		ObjectNode head = JsonNodeFactory.instance.objectNode();
		head.put("status", this.status);
		head.set("headers", MAPPER.valueToTree(this.headers));
		if (this.binary) {
			head.put("base64", true);
		}
		return MARK + head + '\n' + this.body;
	}

	/**
	 * Return this response without some headers.
	 * @param names the headers' names, in any case
	 * @return a new response
	 */
	public StoredResponse without(String... names) {
		Map<String, List<String>> left = new LinkedHashMap<>(this.headers);
		left.keySet().removeIf((header) -> Arrays.stream(names).anyMatch(header::equalsIgnoreCase));
		return new StoredResponse(this.status, left, this.body, this.binary);
	}

	/**
	 * Return whether the status is one of failure.
	 * @return {@code true} from 400 on
	 */
	public boolean isError() {
		return this.status >= 400;
	}

	/**
	 * Return the body as it goes over the wire.
	 * @return the bytes
	 */
	public byte[] bytes() {
		return this.binary ? Base64.getDecoder().decode(this.body) : this.body.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "StoredResponse[status=" + this.status + ", " + this.body.length() + " characters]";
	}

}
