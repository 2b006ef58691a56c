package io.adcp.spring.verification.crash;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

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
	 * Call {@code create_media_buy}.
	 * @param port the seller's port
	 * @param arguments the arguments as JSON
	 * @return the answer
	 */
	CompletableFuture<HttpResponse<byte[]>> send(int port, String arguments) {
		String body = """
				{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"create_media_buy","arguments":%s}}"""
			.formatted(arguments);
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
			.timeout(this.timeout)
			.header("Content-Type", "application/json")
			.header("Accept", "application/json, text/event-stream")
			.header("Authorization", "Bearer sample-token-pinnacle-agency-4f7c")
			.POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
			.build();
		return this.client.sendAsync(request, BodyHandlers.ofByteArray());
	}

}
