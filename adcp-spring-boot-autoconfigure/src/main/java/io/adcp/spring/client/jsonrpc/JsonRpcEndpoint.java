package io.adcp.spring.client.jsonrpc;

import java.net.URI;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Posts to a seller's URL.
 *
 * @since 0.1.0
 */
public final class JsonRpcEndpoint {

	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final WebClient webClient;

	private final URI url;

	private final MediaType[] accepted;

	JsonRpcEndpoint(WebClient webClient, URI url, MediaType... accepted) {
		this.webClient = webClient;
		this.url = url;
		this.accepted = accepted;
	}

	/**
	 * Return the address without user, query and fragment, which may hold secrets.
	 * @return the address
	 */
	public String address() {
		String authority = this.url.getHost() + ((this.url.getPort() >= 0) ? ":" + this.url.getPort() : "");
		return this.url.getScheme() + "://" + authority + this.url.getRawPath();
	}

	/**
	 * Prepare a request.
	 * @param body the message
	 * @param token the bearer token, or {@code null} for none
	 * @param headers adds the protocol's headers
	 * @param onSending run before the first byte of the body can leave; a seller that did
	 * not receive it has nothing to execute
	 * @return the request, not sent yet
	 */
	public WebClient.RequestHeadersSpec<?> post(byte[] body, @Nullable String token, Consumer<HttpHeaders> headers,
			Runnable onSending) {
		return this.webClient.post()
			.uri(this.url)
			.attribute(URI_TEMPLATE, this.url.getPath())
			.contentType(MediaType.APPLICATION_JSON)
			.accept(this.accepted)
			.headers((all) -> authorize(all, token))
			.headers(headers)
			.body((output, context) -> {
				output.getHeaders().setContentLength(body.length);
				return output.writeWith(Mono.fromSupplier(() -> {
					onSending.run();
					return output.bufferFactory().wrap(body);
				}));
			});
	}

	/**
	 * Prepare to read what is beside the endpoint.
	 * @param path its path from the root of the host
	 * @param token the bearer token, or {@code null} for none
	 * @return the request, not sent yet
	 */
	public WebClient.RequestHeadersSpec<?> get(String path, @Nullable String token) {
		return this.webClient.get()
			.uri(this.url.resolve(path))
			.attribute(URI_TEMPLATE, path)
			.accept(MediaType.APPLICATION_JSON)
			.headers((all) -> authorize(all, token));
	}

	/**
	 * Return where calls go.
	 * @return the seller's URL
	 */
	public URI url() {
		return this.url;
	}

	private static void authorize(HttpHeaders headers, @Nullable String token) {
		if (token != null) {
			headers.setBearerAuth(token);
		}
	}

}
