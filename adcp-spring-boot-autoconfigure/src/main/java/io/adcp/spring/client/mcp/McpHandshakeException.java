package io.adcp.spring.client.mcp;

import java.time.Duration;

import io.adcp.spring.client.jsonrpc.JsonRpcRefusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * The seller did not open a session. All calls that wait for it get this, so it holds
 * nothing of any one of them.
 */
final class McpHandshakeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final transient @Nullable Duration retryAfter;

	McpHandshakeException(HttpStatusCode status, @Nullable Duration retryAfter) {
		super("The MCP initialize request was answered with HTTP " + status.value());
		this.status = status.value();
		this.retryAfter = retryAfter;
	}

	McpHandshakeException(String message) {
		super(message);
		this.status = HttpStatus.OK.value();
		this.retryAfter = null;
	}

	/** Whether it is the credentials that were refused, and so the call's own. */
	boolean isUnauthorized() {
		return JsonRpcRefusal.isUnauthorized(this.status);
	}

	/** Whether asking again would end the same way. */
	boolean isDefinite() {
		return JsonRpcRefusal.isDefinite(this.status);
	}

	int status() {
		return this.status;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
