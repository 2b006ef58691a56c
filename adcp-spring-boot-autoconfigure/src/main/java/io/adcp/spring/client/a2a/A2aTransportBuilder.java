package io.adcp.spring.client.a2a;

import java.net.URI;
import java.time.Clock;

import io.adcp.spring.client.jsonrpc.JsonRpcTransportBuilder;

import org.springframework.http.MediaType;

/**
 * Builds the A2A transport for one seller.
 *
 * @since 0.1.0
 */
public final class A2aTransportBuilder extends JsonRpcTransportBuilder<A2aTransportBuilder> {

	A2aTransportBuilder(URI url) {
		super(url, "https://seller.example/a2a");
	}

	/**
	 * Build the transport.
	 * @return the transport
	 * @throws IllegalArgumentException where the URL is not absolute, has user
	 * information in it, or is neither https nor loopback nor allowed to be insecure
	 */
	public A2aTransport build() {
		return new A2aTransport(endpoint(MediaType.APPLICATION_JSON), Clock.systemUTC());
	}

	@Override
	protected A2aTransportBuilder self() {
		return this;
	}

}
