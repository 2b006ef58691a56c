package io.adcp.spring.server.web;

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
 * Calls of a REST client that has no idea of AdCP.
 */
final class RestClientCalls {

	private static final HttpClient client = HttpClient.newHttpClient();

	private final int port;

	RestClientCalls(int port) {
		this.port = port;
	}

	/**
	 * Send JSON, or nothing.
	 * @param method the HTTP method
	 * @param path path and query
	 * @param key the {@code Idempotency-Key}, or {@code null}
	 * @param json the body, or {@code null}
	 * @param headers more headers, names and values in turn
	 * @return the answer
	 */
	HttpResponse<String> send(String method, String path, @Nullable String key, @Nullable String json,
			String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.timeout(Duration.ofSeconds(30))
			.method(method, (json != null) ? BodyPublishers.ofString(json) : BodyPublishers.noBody());
		if (key != null) {
			request.header("Idempotency-Key", key);
		}
		if (json != null) {
			request.setHeader("Content-Type", "application/json");
		}
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

	static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	static boolean isReplay(HttpResponse<String> answer) {
		return answer.headers().firstValue("Idempotency-Replayed").equals(Optional.of("true"));
	}

	static String header(HttpResponse<String> answer, String name) {
		return answer.headers().firstValue(name).orElse("none");
	}

}
