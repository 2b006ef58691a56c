package io.adcp.spring.client;

import java.net.URI;

import io.adcp.spring.client.a2a.A2aTransport;

import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = SellerPeerCases.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:a2a-peer;DB_CLOSE_DELAY=-1", "adcp.server.a2a.enabled=true" })
class A2aSellerPeerTests extends SellerPeerCases {

	@Override
	AdcpTransport transport(int port) {
		return A2aTransport.builder(URI.create("http://localhost:" + port + "/a2a")).build();
	}

}
