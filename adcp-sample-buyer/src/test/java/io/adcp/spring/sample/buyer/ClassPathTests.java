package io.adcp.spring.sample.buyer;

import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What the starter brings to a buyer, and what it leaves out.
 */
class ClassPathTests {

	@Test
	void theNativeCodeForHttp3IsLeftOut() {
		assertThat(System.getProperty("java.class.path")).contains("reactor-netty-http")
			.doesNotContain("netty-codec-native-quic");
	}

	@Test
	void httpsWorksWithoutIt() {
		assertThatCode(() -> HttpClient.create().secure().warmup().block()).doesNotThrowAnyException();
	}

}
