package io.adcp.spring.client.mcp;

import io.adcp.spring.client.AdcpAnswer;
import reactor.core.publisher.Mono;

/**
 * The seller refused a request with HTTP 400 or 404, which is also how it asks for a
 * session or tells that one has expired.
 */
final class McpSessionRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Mono<AdcpAnswer> outcome;

	McpSessionRefusedException(Mono<AdcpAnswer> outcome) {
		super("The request was refused, perhaps because it had no session", null, false, false);
		this.outcome = outcome;
	}

	/** What the refusal means where a session is not what is missing. */
	Mono<AdcpAnswer> outcome() {
		return this.outcome;
	}

}
