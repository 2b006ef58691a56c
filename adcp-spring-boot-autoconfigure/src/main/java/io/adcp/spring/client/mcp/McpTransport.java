package io.adcp.spring.client.mcp;

import java.net.URI;
import java.time.Clock;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends calls as MCP {@code tools/call} requests over HTTP, one POST each, and reads
 * answers in JSON and as server-sent events. Every attempt of a call posts the same
 * bytes. Redirects are not followed: a call that moves money goes to the configured
 * address only.
 * <p>
 * A stateless seller is called without an {@code initialize}. A seller that refuses that
 * with HTTP 400 or 404 gets a session, one for each token. When it has expired, each call
 * that was refused for it is sent again in a new one, and no other call is disturbed.
 *
 * @since 0.1.0
 */
public final class McpTransport implements AdcpTransport {

	private final McpEndpoint endpoint;

	private final McpAnswerReader reader;

	private final McpSessions sessions;

	McpTransport(McpEndpoint endpoint, Clock clock) {
		this.endpoint = endpoint;
		this.reader = new McpAnswerReader(clock);
		this.sessions = new McpSessions(endpoint, this.reader);
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
		return Mono.defer(() -> {
			byte[] body = McpRequest.bytes(call);
			McpSessions.Slot slot = this.sessions.of(token);
			McpSession session = slot.current();
			return post(call, body, token, session).onErrorResume(McpSessionRefusedException.class,
					(refused) -> renew(call, slot, session).flatMap((renewed) -> post(call, body, token, renewed))
						.switchIfEmpty(Mono.error(refused)));
		}).onErrorMap(McpSessionRefusedException.class, McpSessionRefusedException::failure);
	}

	/** Empty where the seller keeps no sessions, so that its refusal stands. */
	private static Mono<McpSession> renew(AdcpCall call, McpSessions.Slot slot, McpSession refused) {
		return slot.renew(refused)
			.onErrorComplete((failure) -> failure instanceof McpHandshakeException handshake && handshake.isDefinite())
			.onErrorMap((failure) -> McpFaults.noSession(call, failure))
			.filter((session) -> session.id() != null);
	}

	private Mono<Answer> post(AdcpCall call, byte[] body, @Nullable String token, McpSession session) {
		return this.endpoint.post(body, token, session)
			.exchangeToMono((response) -> this.reader.read(call, response, token != null))
			.onErrorMap((failure) -> !(failure instanceof McpSessionRefusedException),
					(failure) -> McpFaults.translate(call, failure))
			.switchIfEmpty(Mono.error(() -> McpFaults.garbled(call, "the answer was empty")));
	}

}
