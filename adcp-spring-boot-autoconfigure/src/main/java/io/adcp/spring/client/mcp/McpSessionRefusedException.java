package io.adcp.spring.client.mcp;

import io.adcp.spring.AdcpException;

/**
 * The seller refused a request with HTTP 400 or 404, which is also how it asks for a
 * session or tells that one has expired.
 */
final class McpSessionRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final AdcpException failure;

	McpSessionRefusedException(AdcpException failure) {
		super(failure.getMessage(), null, false, false);
		this.failure = failure;
	}

	/** What the refusal means where a session is not what is missing. */
	AdcpException failure() {
		return this.failure;
	}

}
