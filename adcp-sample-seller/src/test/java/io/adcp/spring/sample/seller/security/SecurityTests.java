package io.adcp.spring.sample.seller.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SellerTest
class SecurityTests {

	@LocalServerPort
	private int port;

	@Test
	void aCallWithoutTokenIsToldToBringOne() {
		HttpResponse<String> response = new SellerClient(this.port, "").post(SellerClient.json("{}"));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
	}

	@Test
	void aCallWithAnUnknownTokenIsRefused() {
		HttpResponse<String> response = new SellerClient(this.port, "sample-token-pinnacle-agency-4f7d")
			.post(SellerClient.json("{}"));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
		assertThat(response.body()).doesNotContain("4f7d");
	}

	@Test
	void theHashOfATokenIsNoToken() {
		HttpResponse<String> response = new SellerClient(this.port,
				"bd2c1c3a3ef8fb52cd4d8be3a8ba9ba0eb3e3f9e6b7c1f2a3d4c5b6a79887766")
			.post(SellerClient.json("{}"));
		assertThat(response.statusCode()).isEqualTo(401);
	}

	@Test
	void theTestKitsTokensOpenNothingOutsideTheSandbox() {
		HttpResponse<String> response = new SellerClient(this.port, "demo-acme-outdoor-v1")
			.post(SellerClient.json("{}"));
		assertThat(response.statusCode()).isEqualTo(401);
	}

	@Test
	void theHealthIsForEverybodyAndNothingElse() throws Exception {
		assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(get("/actuator/health").body()).contains("UP");
		assertThat(get("/actuator/env").statusCode()).isEqualTo(401);
		assertThat(get("/").statusCode()).isEqualTo(401);
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).build(),
					BodyHandlers.ofString());
	}

}
