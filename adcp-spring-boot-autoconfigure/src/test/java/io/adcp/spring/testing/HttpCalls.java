package io.adcp.spring.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of an HTTP client that has no idea of AdCP.
 */
public final class HttpCalls {

	private static final HttpClient client = HttpClient.newHttpClient();

	private final int port;

	/**
	 * Create calls of a server of this machine.
	 * @param port its port
	 */
	public HttpCalls(int port) {
		this.port = port;
	}

	/**
	 * Call a tool over MCP.
	 * @param task the tool
	 * @param arguments its arguments, a JSON object
	 * @return the answer, see {@link #result}
	 */
	public HttpResponse<String> tool(String task, String arguments) {
		return mcp("""
				{"jsonrpc":"2.0","id":"1","method":"tools/call","params":{"name":"%s","arguments":%s}}"""
			.formatted(task, arguments));
	}

	/**
	 * Send a message of MCP.
	 * @param message the message
	 * @param headers more headers, names and values in turn
	 * @return the answer
	 */
	public HttpResponse<String> mcp(String message, String... headers) {
		return post("/mcp", message, headers);
	}

	/**
	 * Post JSON, and accept nothing else.
	 * @param path path and query
	 * @param json the body
	 * @param headers more headers, names and values in turn
	 * @return the answer
	 */
	public HttpResponse<String> post(String path, String json, String... headers) {
		return send(request("POST", path, json).header("Accept", "application/json"), headers);
	}

	/**
	 * Send JSON, or nothing.
	 * @param method the HTTP method
	 * @param path path and query
	 * @param key the {@code Idempotency-Key}, or {@code null}
	 * @param json the body, or {@code null}
	 * @param headers more headers, names and values in turn; after a plus sign a name is
	 * added to those of the same name
	 * @return the answer
	 */
	public HttpResponse<String> send(String method, String path, @Nullable String key, @Nullable String json,
			String... headers) {
		HttpRequest.Builder request = request(method, path, json);
		if (key != null) {
			request.header("Idempotency-Key", key);
		}
		return send(request, headers);
	}

	private HttpRequest.Builder request(String method, String path, @Nullable String json) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.timeout(Duration.ofSeconds(30))
			.method(method, (json != null) ? BodyPublishers.ofString(json) : BodyPublishers.noBody());
		return (json != null) ? request.header("Content-Type", "application/json") : request;
	}

	private static HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
		for (int i = 0; i < headers.length; i += 2) {
			if (headers[i].startsWith("+")) {
				request.header(headers[i].substring(1), headers[i + 1]);
			}
			else {
				request.setHeader(headers[i], headers[i + 1]);
			}
		}
		try {
			return client.send(request.build(), BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Read the body.
	 * @param answer the answer
	 * @return its JSON
	 */
	public static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	/**
	 * Read what a tool has answered.
	 * @param answer the answer of MCP
	 * @return the structured content
	 */
	public static JsonNode result(HttpResponse<String> answer) {
		return json(answer).at("/result/structuredContent");
	}

	/**
	 * Return the code of an error of AdCP.
	 * @param answer the answer to a task
	 * @return the code, or an empty text
	 */
	public static String errorCode(JsonNode answer) {
		return answer.at("/adcp_error/code").asString("");
	}

	/**
	 * Return whether the answer says that it is a replay.
	 * @param answer the answer
	 * @return whether it does
	 */
	public static boolean isReplay(HttpResponse<String> answer) {
		return answer.headers().firstValue("Idempotency-Replayed").equals(Optional.of("true"));
	}

	/**
	 * Return a header.
	 * @param answer the answer
	 * @param name the header's name
	 * @return its first value, or {@code none}
	 */
	public static String header(HttpResponse<String> answer, String name) {
		return answer.headers().firstValue(name).orElse("none");
	}

}
