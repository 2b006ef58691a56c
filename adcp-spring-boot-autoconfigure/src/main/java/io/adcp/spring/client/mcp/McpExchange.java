package io.adcp.spring.client.mcp;

import java.util.concurrent.ThreadLocalRandom;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransport;
import io.adcp.spring.client.AdcpAnswer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One POST of a call. It has a JSON-RPC id of its own, since no two requests of a session
 * may share one. The id begins with the call's id, so that buyer and seller find each
 * other's traces.
 */
final class McpExchange {

	private static final int MAX_TEXT = 500;

	private final AdcpCall call;

	private final @Nullable String token;

	private final McpSession session;

	private final String id;

	private volatile boolean sending;

	McpExchange(AdcpCall call, @Nullable String token, McpSession session) {
		this.call = call;
		this.token = token;
		this.session = session;
		this.id = call.id() + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
	}

	AdcpCall call() {
		return this.call;
	}

	@Nullable String token() {
		return this.token;
	}

	McpSession session() {
		return this.session;
	}

	String id() {
		return this.id;
	}

	/** Whether a byte of the body may have left. */
	boolean isSending() {
		return this.sending;
	}

	Mono<AdcpAnswer> run(McpEndpoint endpoint, McpAnswerReader reader) {
		return Mono
			.defer(() -> endpoint.post(McpRequest.bytes(this), this.token, this.session, () -> this.sending = true)
				.exchangeToMono((response) -> reader.read(this, response)))
			.onErrorMap((failure) -> !(failure instanceof McpSessionRefusedException),
					(failure) -> McpFaults.translate(this, failure))
			.switchIfEmpty(Mono.error(() -> McpFaults.garbled(this, "the answer was empty")));
	}

	/** What the seller says, fit for an exception's text. */
	String quote(String text) {
		String clean = AdcpTransport.withoutSecrets(text, this.call, this.token).replaceAll("\\p{Cntrl}+", " ");
		return clean.substring(0, Math.min(MAX_TEXT, clean.length()));
	}

}
