package io.adcp.spring.client.mcp;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Posts to a seller's URL.
 */
final class McpEndpoint {

	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final WebClient webClient;

	private final URI url;

	/** The address without user, query and fragment, which may hold secrets. */
	String address() {
		String authority = this.url.getHost() + ((this.url.getPort() >= 0) ? ":" + this.url.getPort() : "");
		return this.url.getScheme() + "://" + authority + this.url.getRawPath();
	}

	McpEndpoint(WebClient webClient, URI url) {
		this.webClient = webClient;
		this.url = url;
	}

	/**
	 * Prepare a request.
	 * @param onSending run before the first byte of the body can leave; a seller that did
	 * not receive it has nothing to execute
	 */
	WebClient.RequestHeadersSpec<?> post(byte[] body, @Nullable String token, McpSession session, Runnable onSending) {
		return this.webClient.post()
			.uri(this.url)
			.attribute(URI_TEMPLATE, this.url.getPath())
			.contentType(MediaType.APPLICATION_JSON)
			.accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
			.headers((headers) -> authorize(headers, token))
			.headers(session::write)
			.body((output, context) -> {
				output.getHeaders().setContentLength(body.length);
				return output.writeWith(Mono.fromSupplier(() -> {
					onSending.run();
					return output.bufferFactory().wrap(body);
				}));
			});
	}

	private static void authorize(HttpHeaders headers, @Nullable String token) {
		if (token != null) {
			headers.setBearerAuth(token);
		}
	}

}
