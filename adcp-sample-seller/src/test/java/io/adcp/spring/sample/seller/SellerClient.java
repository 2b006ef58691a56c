package io.adcp.spring.sample.seller;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls the seller as a buyer does that knows nothing but HTTP and JSON: one POST of
 * {@code tools/call}.
 */
public class SellerClient {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	private final int port;

	private final String token;

	/**
	 * Create a client.
	 * @param port the seller's port
	 * @param token the agent's token, empty to send none
	 */
	public SellerClient(int port, String token) {
		this.port = port;
		this.token = token;
	}

	/**
	 * Read JSON that is written with single quotes.
	 * @param json the text
	 * @return the object
	 */
	public static ObjectNode json(String json) {
		return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
	}

	/**
	 * Call a task with a fresh key.
	 * @param task the task's name
	 * @param arguments its arguments, written with single quotes
	 * @return the answer
	 */
	public Answer call(String task, String arguments) {
		return call(task, UUID.randomUUID().toString(), arguments);
	}

	/**
	 * Call a task.
	 * @param task the task's name
	 * @param key the idempotency key
	 * @param arguments its other arguments, written with single quotes
	 * @return the answer
	 */
	public Answer call(String task, String key, String arguments) {
		return send("tools/call",
				JSON.createObjectNode()
					.put("name", task)
					.set("arguments", json(arguments).put("idempotency_key", key)));
	}

	/**
	 * Send a JSON-RPC request.
	 * @param method the method
	 * @param params its parameters
	 * @return the answer
	 */
	public Answer send(String method, JsonNode params) {
		HttpResponse<String> response = post(
				JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method).set("params", params));
		if (response.statusCode() != 200) {
			throw new IllegalStateException("HTTP " + response.statusCode() + ": " + response.body());
		}
		JsonNode result = JSON.readTree(response.body()).path("result");
		return new Answer(result.path("isError").asBoolean(false),
				result.has("structuredContent") ? result.get("structuredContent") : result);
	}

	/**
	 * Post a JSON-RPC message to the MCP endpoint.
	 * @param message the message
	 * @return the raw response
	 */
	public HttpResponse<String> post(JsonNode message) {
		return post("/mcp", message);
	}

	/**
	 * Post a JSON-RPC message.
	 * @param path the endpoint
	 * @param message the message
	 * @param headers more headers, names and values in turn
	 * @return the raw response
	 */
	protected HttpResponse<String> post(String path, JsonNode message, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.timeout(Duration.ofSeconds(20))
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.POST(BodyPublishers.ofString(message.toString()));
		if (headers.length > 0) {
			request.headers(headers);
		}
		if (!this.token.isEmpty()) {
			request.header("Authorization", "Bearer " + this.token);
		}
		try {
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What the seller answered.
	 *
	 * @param error whether it is an error
	 * @param body the structured content
	 */
	public record Answer(boolean error, JsonNode body) {

		/**
		 * Return a text of the body.
		 * @param pointer where, as a JSON pointer
		 * @return the text, empty where there is none
		 */
		public String text(String pointer) {
			return this.body.at(pointer).asString("");
		}

		/**
		 * Return the error's code and field.
		 * @return both, separated by a blank
		 */
		public String codeAndField() {
			return text("/adcp_error/code") + " " + text("/adcp_error/field");
		}

	}

}
