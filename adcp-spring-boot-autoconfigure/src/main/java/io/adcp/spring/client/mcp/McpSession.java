package io.adcp.spring.client.mcp;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A session with a seller that demands one.
 *
 * @param id the session's id, or {@code null} for none
 * @param protocolVersion the version of MCP that was agreed on, or {@code null}
 */
record McpSession(@Nullable String id, @Nullable String protocolVersion) {

	static final String ID_HEADER = "Mcp-Session-Id";

	private static final String VERSION_HEADER = "MCP-Protocol-Version";

	/** What a stateless seller is called with. */
	static final McpSession NONE = new McpSession(null, null);

	void write(HttpHeaders headers) {
		if (this.id != null) {
			headers.set(ID_HEADER, this.id);
		}
		if (this.protocolVersion != null) {
			headers.set(VERSION_HEADER, this.protocolVersion);
		}
	}

}
