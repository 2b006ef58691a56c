package io.adcp.spring.client.mcp;

import java.net.URI;
import java.time.Clock;

import io.adcp.spring.client.jsonrpc.JsonRpcTransportBuilder;

import org.springframework.http.MediaType;

/**
 * Builds the MCP transport for one seller.
 *
 * @since 0.1.0
 */
public final class McpTransportBuilder extends JsonRpcTransportBuilder<McpTransportBuilder> {

	McpTransportBuilder(URI url) {
		super(url, "https://seller.example/mcp");
	}

	/**
	 * Build the transport.
	 * @return the transport
	 * @throws IllegalArgumentException where the URL is not absolute, has user
	 * information in it, or is neither https nor loopback nor allowed to be insecure
	 */
	public McpTransport build() {
		return new McpTransport(endpoint(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM), Clock.systemUTC());
	}

	@Override
	protected McpTransportBuilder self() {
		return this;
	}

}
