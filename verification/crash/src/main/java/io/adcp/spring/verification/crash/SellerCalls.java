package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls sellers directly, without the rough wire and without a client that repeats.
 */
final class SellerCalls {

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	private final Duration timeout;

	SellerCalls(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Call a task.
	 * @param port the seller's port
	 * @param task the task's name
	 * @param arguments the arguments as JSON
	 * @return the answer
	 */
	CompletableFuture<HttpResponse<byte[]>> send(int port, String task, String arguments) {
		String body = """
				{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}""".formatted(task,
				arguments);
		HttpRequest request = HttpRequest.newBuilder(address(port, "/mcp"))
			.timeout(this.timeout)
			.header("Content-Type", "application/json")
			.header("Accept", "application/json, text/event-stream")
			.header("Authorization", "Bearer sample-token-pinnacle-agency-4f7c")
			.POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
			.build();
		return this.client.sendAsync(request, BodyHandlers.ofByteArray());
	}

	/**
	 * Read the keys that a seller publishes for its webhooks.
	 * @param port the seller's port
	 * @return the JWK set
	 */
	JsonNode keySet(int port) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(address(port, "/.well-known/jwks.json"))
			.timeout(this.timeout)
			.build();
		return JsonMapper.shared().readTree(this.client.send(request, BodyHandlers.ofByteArray()).body());
	}

	private static URI address(int port, String path) {
		return URI.create("http://127.0.0.1:" + port + path);
	}

}
