package io.adcp.spring.client.mcp;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransport;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.client.jsonrpc.JsonRpcEndpoint;
import io.adcp.spring.client.jsonrpc.JsonRpcRefusal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends calls as MCP {@code tools/call} requests over HTTP, one POST each, and reads
 * answers in JSON and as server-sent events. Every attempt of a call posts the same bytes
 * as its arguments, in a message with an id of its own. Redirects are not followed: a
 * call that moves money goes to the configured address only.
 * <p>
 * A stateless seller is called without an {@code initialize}. A seller that refuses that
 * with HTTP 400 or 404 gets a session, one for each token. When it has expired, each call
 * that was refused for it is sent again in a new one, and no other call is disturbed.
 *
 * @since 0.1.0
 */
public final class McpTransport implements AdcpTransport {

	private final JsonRpcEndpoint endpoint;

	private final McpAnswerReader reader;

	private final McpSessions sessions;

	McpTransport(JsonRpcEndpoint endpoint, Clock clock) {
		this.endpoint = endpoint;
		this.reader = new McpAnswerReader(clock);
		this.sessions = new McpSessions(endpoint, this.reader);
	}

	/**
	 * Start building a transport.
	 * @param url the seller's MCP endpoint
	 * @return the builder
	 */
	public static McpTransportBuilder builder(URI url) {
		return new McpTransportBuilder(url);
	}

	@Override
	public String address() {
		return this.endpoint.address();
	}

	@Override
	public Mono<AdcpAnswer> send(AdcpCall call, @Nullable String token) {
		return Mono.defer(() -> {
			McpSessions.TokenSession tokenSession = this.sessions.of(token);
			McpExchange first = new McpExchange(call, token, tokenSession.current());
			return first.run(this.endpoint, this.reader)
				.onErrorResume(McpSessionRefusedException.class,
						(refused) -> renew(first, tokenSession)
							.flatMap((session) -> new McpExchange(call, token, session).run(this.endpoint, this.reader))
							.switchIfEmpty(Mono.error(refused)));
		}).onErrorResume(McpSessionRefusedException.class, McpSessionRefusedException::outcome);
	}

	/** Empty where the seller keeps no sessions, so that its refusal stands. */
	private static Mono<McpSession> renew(McpExchange refused, McpSessions.TokenSession tokenSession) {
		return tokenSession.renew(refused.session())
			.onErrorComplete((failure) -> failure instanceof McpHandshakeException handshake && handshake.isDefinite()
					&& !handshake.isUnauthorized())
			.onErrorMap((failure) -> noSession(refused, failure))
			.filter((session) -> session.id() != null);
	}

	/**
	 * The seller wants a session, and none could be opened: the call itself was refused
	 * before that.
	 */
	private static AdcpException noSession(McpExchange exchange, Throwable failure) {
		if (failure instanceof McpHandshakeException handshake && handshake.isUnauthorized()) {
			return JsonRpcRefusal.unauthorized(exchange, handshake.status(), "");
		}
		AdcpCall call = exchange.call();
		Duration retryAfter = (failure instanceof McpHandshakeException handshake) ? handshake.retryAfter() : null;
		return AdcpTransportException.notSent(call,
				"No MCP session could be opened with the agent '" + call.agent() + "' for " + call.task(), retryAfter,
				failure);
	}

}
