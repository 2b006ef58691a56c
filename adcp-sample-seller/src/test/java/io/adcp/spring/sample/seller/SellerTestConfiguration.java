package io.adcp.spring.sample.seller;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

/**
 * A clock that tests can set, and clients for the sample's two agents.
 */
@TestConfiguration(proxyBeanMethods = false)
public class SellerTestConfiguration {

	@Bean
	@Primary
	static TestClock testClock() {
		return new TestClock();
	}

	@Bean
	@Lazy
	SellerClient pinnacle(@Value("${local.server.port}") int port) {
		return new SellerClient(port, "sample-token-pinnacle-agency-4f7c");
	}

	@Bean
	@Lazy
	SellerClient harbor(@Value("${local.server.port}") int port) {
		return new SellerClient(port, "sample-token-harbor-media-91d2");
	}

}
