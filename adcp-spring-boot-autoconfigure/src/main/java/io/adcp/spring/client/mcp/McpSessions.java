package io.adcp.spring.client.mcp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.adcp.spring.client.jsonrpc.JsonRpcEndpoint;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.util.ConcurrentLruCache;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;

/**
 * The sessions with one seller, one for each token. They are opened only when the seller
 * asks for one, and replaced when it has forgotten one.
 */
final class McpSessions {

	private static final int MAX_TOKENS = 100;

	/** Ends a handshake that hangs, for which all calls wait. */
	private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

	private static final String INITIALIZE_ID = "initialize";

	private static final byte[] INITIALIZE = """
			{"jsonrpc":"2.0","id":"initialize","method":"initialize","params":{"protocolVersion":"2025-11-25",\
			"capabilities":{},"clientInfo":{"name":"adcp-spring-boot","version":"1"}}}"""
		.getBytes(StandardCharsets.UTF_8);

	private static final byte[] INITIALIZED = """
			{"jsonrpc":"2.0","method":"notifications/initialized"}""".getBytes(StandardCharsets.UTF_8);

	private final JsonRpcEndpoint endpoint;

	private final McpAnswerReader reader;

	private final ConcurrentLruCache<String, TokenSession> sessions = new ConcurrentLruCache<>(MAX_TOKENS,
			TokenSession::new);

	McpSessions(JsonRpcEndpoint endpoint, McpAnswerReader reader) {
		this.endpoint = endpoint;
		this.reader = reader;
	}

	TokenSession of(@Nullable String token) {
		return this.sessions.get((token != null) ? token : "");
	}

	private Mono<McpSession> open(@Nullable String token) {
		return post(INITIALIZE, token, McpSession.NONE).exchangeToMono(this::opened)
			.flatMap((session) -> confirm(session, token))
			.timeout(HANDSHAKE_TIMEOUT);
	}

	private RequestHeadersSpec<?> post(byte[] body, @Nullable String token, McpSession session) {
		return this.endpoint.post(body, token, session::write, () -> {
		});
	}

	private Mono<McpSession> opened(ClientResponse response) {
		if (!response.statusCode().is2xxSuccessful()) {
			return response.releaseBody()
				.then(Mono
					.error(() -> new McpHandshakeException(response.statusCode(), this.reader.retryAfter(response))));
		}
		String id = response.headers().asHttpHeaders().getFirst(McpSession.ID_HEADER);
		return McpAnswerReader.message(INITIALIZE_ID, response)
			.filter((message) -> message.path("result").isObject())
			.map((message) -> session(id, message.path("result")))
			.switchIfEmpty(Mono.error(() -> new McpHandshakeException("The MCP initialize request got no result")));
	}

	private static McpSession session(@Nullable String id, JsonNode result) {
		return (id != null) ? new McpSession(id, result.path("protocolVersion").stringValue(null)) : McpSession.NONE;
	}

	private Mono<McpSession> confirm(McpSession session, @Nullable String token) {
		if (session.id() == null) {
			return Mono.just(session);
		}
		return post(INITIALIZED, token, session).exchangeToMono(ClientResponse::releaseBody).thenReturn(session);
	}

	/**
	 * The session of one token. Calls share it, but none waits for another: each learns
	 * by its own refusal that the session is over.
	 */
	final class TokenSession {

		private final @Nullable String token;

		private McpSession session = McpSession.NONE;

		private @Nullable Mono<McpSession> opening;

		private TokenSession(String token) {
			this.token = token.isEmpty() ? null : token;
		}

		synchronized McpSession current() {
			return this.session;
		}

		/**
		 * Return another session than the one that was refused. Of all calls that were
		 * refused, one opens it, and goes on for the others should its caller go away.
		 */
		@SuppressWarnings("ReferenceEquality") // two sessions may be equal: of none,
												// there are many
		synchronized Mono<McpSession> renew(McpSession refused) {
			if (this.opening != null) {
				return this.opening;
			}
			if (this.session != refused) {
				return Mono.just(this.session);
			}
			this.opening = open(this.token).doOnNext(this::opened)
				.doOnError((failure) -> opened(McpSession.NONE))
				// All that wait go on from here, or they would all stay on one
				// event loop
				.publishOn(Schedulers.parallel())
				.cache();
			return this.opening;
		}

		private synchronized void opened(McpSession session) {
			this.session = session;
			this.opening = null;
		}

	}

}
