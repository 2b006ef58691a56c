package io.adcp.spring.sample.seller.sandbox;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

@SellerTest
@ActiveProfiles("sandbox")
class ComplyTestControllerTests {

	@LocalServerPort
	private int port;

	@Test
	void theTestProductIsThereFromTheStart() {
		assertThat(book("test-product", "default").error()).isFalse();
		assertThat(book("test-product", "test-pricing").error()).isFalse();
	}

	@Test
	void scenariosAreListed() {
		Answer answer = control("{'scenario': 'list_scenarios'}");
		assertThat(answer.body().at("/success").asBoolean()).isTrue();
		assertThat(answer.body().at("/scenarios").toString()).isEqualTo("[\"seed_product\",\"seed_pricing_option\"]");
	}

	@Test
	void aSeededProductCanBeBought() {
		assertThat(control("""
				{'scenario': 'seed_product', 'params': {'product_id': 'seeded',
				 'fixture': {'name': 'Seeded', 'delivery_type': 'guaranteed', 'channels': ['olv']}}}""").body()
			.at("/success")
			.asBoolean()).isTrue();
		assertThat(book("seeded", "p1").codeAndField()).isEqualTo("INVALID_REQUEST packages[0].pricing_option_id");
		assertThat(control("""
				{'scenario': 'seed_pricing_option', 'params': {'product_id': 'seeded', 'pricing_option_id': 'p1',
				 'fixture': {'pricing_model': 'cpm', 'currency': 'EUR', 'fixed_price': 3.25}}}""").body()
			.at("/success")
			.asBoolean()).isTrue();
		assertThat(book("seeded", "p1").error()).isFalse();
	}

	@Test
	void whatCannotBeDoneSaysSo() {
		Answer unknown = control("{'scenario': 'force_something'}");
		assertThat(unknown.body().at("/success").asBoolean(true)).isFalse();
		assertThat(unknown.text("/error")).isEqualTo("UNKNOWN_SCENARIO");
		assertThat(control("""
				{'scenario': 'seed_pricing_option', 'params': {'product_id': 'none', 'pricing_option_id': 'p1'}}""")
			.text("/error")).isEqualTo("NOT_FOUND");
		assertThat(control("{'scenario': 'seed_product'}").text("/error")).isEqualTo("INVALID_PARAMS");
	}

	@Test
	void anAgentsKeysHaveOneScopeWhateverAccountItNames() {
		String key = UUID.randomUUID().toString();
		assertThat(client().call("create_media_buy", key, create("")).error()).isFalse();
		assertThat(client().call("create_media_buy", key, create("").replace("acme.example", "other.example"))
			.text("/adcp_error/code")).isEqualTo("IDEMPOTENCY_CONFLICT");
	}

	private Answer book(String product, String option) {
		return client().call("create_media_buy",
				create("", "{'product_id': '%s', 'pricing_option_id': '%s', 'budget': 5000, 'bid_price': 7.5}"
					.formatted(product, option)));
	}

	private Answer control(String request) {
		return client().call("comply_test_controller", request);
	}

	private SellerClient client() {
		return new SellerClient(this.port, "demo-acme-outdoor-v1");
	}

}
