package io.adcp.spring.client.mcp;

import java.net.URI;
import java.time.Clock;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Sends calls as MCP {@code tools/call} requests over HTTP, one POST each, and reads
 * answers in JSON and as server-sent events. A stateless seller is called without an
 * {@code initialize}. Every attempt of a call posts the same bytes. Redirects are not
 * followed: a call that moves money goes to the configured address only.
 *
 * @since 0.1.0
 */
public final class McpTransport implements AdcpTransport {

	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final WebClient webClient;

	private final URI url;

	private final McpAnswerReader reader;

	McpTransport(WebClient webClient, URI url, Clock clock) {
		this.webClient = webClient;
		this.url = url;
		this.reader = new McpAnswerReader(clock);
	}

	/**
	 * Start to build a transport.
	 * @param url the seller's MCP endpoint
	 * @return the builder
	 */
	public static McpTransportBuilder builder(URI url) {
		return new McpTransportBuilder(url);
	}

	@Override
	public Mono<Answer> send(AdcpCall call, @Nullable String token) {
		return this.webClient.post()
			.uri(this.url)
			.attribute(URI_TEMPLATE, this.url.getPath())
			.contentType(MediaType.APPLICATION_JSON)
			.accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
			.headers((headers) -> authorize(headers, token))
			.bodyValue(McpRequest.bytes(call))
			.exchangeToMono((response) -> this.reader.read(call, response, token != null))
			.onErrorMap((failure) -> McpFaults.translate(call, failure))
			.switchIfEmpty(Mono.error(() -> McpFaults.garbled(call, "the answer was empty")));
	}

	private static void authorize(HttpHeaders headers, @Nullable String token) {
		if (token != null) {
			headers.setBearerAuth(token);
		}
	}

}
