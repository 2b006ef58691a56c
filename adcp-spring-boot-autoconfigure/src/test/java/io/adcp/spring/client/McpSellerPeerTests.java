package io.adcp.spring.client;

import java.net.URI;

import io.adcp.spring.client.mcp.McpTransport;

import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = SellerPeerCases.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:mcp-peer;DB_CLOSE_DELAY=-1")
class McpSellerPeerTests extends SellerPeerCases {

	@Override
	AdcpTransport transport(int port) {
		return McpTransport.builder(URI.create("http://localhost:" + port + "/mcp")).build();
	}

}
