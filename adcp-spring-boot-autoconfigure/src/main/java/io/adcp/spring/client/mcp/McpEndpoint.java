package io.adcp.spring.client.mcp;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Where a seller is posted to.
 */
final class McpEndpoint {

	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final WebClient webClient;

	private final URI url;

	McpEndpoint(WebClient webClient, URI url) {
		this.webClient = webClient;
		this.url = url;
	}

	WebClient.RequestHeadersSpec<?> post(byte[] body, @Nullable String token, McpSession session) {
		return this.webClient.post()
			.uri(this.url)
			.attribute(URI_TEMPLATE, this.url.getPath())
			.contentType(MediaType.APPLICATION_JSON)
			.accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
			.headers((headers) -> authorize(headers, token))
			.headers(session::write)
			.bodyValue(body);
	}

	private static void authorize(HttpHeaders headers, @Nullable String token) {
		if (token != null) {
			headers.setBearerAuth(token);
		}
	}

}
