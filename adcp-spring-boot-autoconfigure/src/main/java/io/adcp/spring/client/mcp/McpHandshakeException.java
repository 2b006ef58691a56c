package io.adcp.spring.client.mcp;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;

/**
 * The seller did not open a session. It is told to all calls that wait for it, so it
 * holds nothing of any one of them.
 */
final class McpHandshakeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean definite;

	private final transient @Nullable Duration retryAfter;

	McpHandshakeException(HttpStatusCode status, @Nullable Duration retryAfter) {
		super("The MCP initialize request was answered with HTTP " + status.value());
		this.definite = status.is4xxClientError() && status.value() != 408 && status.value() != 429;
		this.retryAfter = retryAfter;
	}

	McpHandshakeException(String message) {
		super(message);
		this.definite = true;
		this.retryAfter = null;
	}

	/** Whether asking again would end the same way. */
	boolean isDefinite() {
		return this.definite;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
