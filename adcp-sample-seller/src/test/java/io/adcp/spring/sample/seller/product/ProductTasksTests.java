package io.adcp.spring.sample.seller.product;

import org.junit.jupiter.api.Test;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

import static org.assertj.core.api.Assertions.assertThat;

@SellerTest
class ProductTasksTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Test
	void productsHaveAllThatABuyerNeeds() {
		Answer answer = this.pinnacle.call("get_products", "{'buying_mode': 'wholesale'}");
		assertThat(answer.error()).isFalse();
		assertThat(answer.body().at("/products")).hasSize(4);
		assertThat(answer.text("/products/0/product_id")).isEqualTo("display-run-of-site");
		assertThat(answer.text("/products/0/name")).isNotEmpty();
		assertThat(answer.text("/products/0/description")).isNotEmpty();
		assertThat(answer.text("/products/0/delivery_type")).isEqualTo("non_guaranteed");
		assertThat(answer.text("/products/0/publisher_properties/0/publisher_domain")).isEqualTo("dailytide.example");
		assertThat(answer.text("/products/0/publisher_properties/0/selection_type")).isEqualTo("all");
		assertThat(answer.text("/products/0/format_ids/0/agent_url")).startsWith("https://");
		assertThat(answer.text("/products/0/format_ids/0/id")).isEqualTo("display_300x250");
		assertThat(answer.text("/products/0/reporting_capabilities/timezone")).isEqualTo("UTC");
	}

	@Test
	void productsHavePrices() {
		Answer answer = this.pinnacle.call("get_products", "{'buying_mode': 'wholesale'}");
		assertThat(answer.text("/products/0/pricing_options/1/pricing_option_id")).isEqualTo("cpm-usd");
		assertThat(answer.text("/products/0/pricing_options/1/pricing_model")).isEqualTo("cpm");
		assertThat(answer.text("/products/0/pricing_options/1/currency")).isEqualTo("USD");
		assertThat(answer.body().at("/products/0/pricing_options/1/fixed_price").decimalValue())
			.isEqualByComparingTo("6.50");
		assertThat(answer.body().at("/products/0/pricing_options/1").has("min_spend_per_package")).isFalse();
	}

	@Test
	void aBriefPutsTheBestMatchFirst() {
		Answer answer = this.pinnacle.call("get_products",
				"{'buying_mode': 'brief', 'brief': 'A spot in your morning podcast, please'}");
		assertThat(answer.text("/products/0/product_id")).isEqualTo("podcast-midroll");
		assertThat(answer.body().at("/products")).hasSize(4);
	}

	@Test
	void filtersLeaveOnlyWhatFits() {
		Answer answer = this.pinnacle.call("get_products",
				"{'buying_mode': 'wholesale', 'filters': {'delivery_type': 'guaranteed', 'channels': ['olv']}}");
		assertThat(answer.body().at("/products")).hasSize(1);
		assertThat(answer.text("/products/0/product_id")).isEqualTo("video-preroll");
	}

	@Test
	void thereIsNothingToRefine() {
		Answer answer = this.pinnacle.call("get_products", "{'buying_mode': 'refine'}");
		assertThat(answer.error()).isTrue();
		assertThat(answer.codeAndField()).isEqualTo("UNSUPPORTED_FEATURE buying_mode");
	}

	@Test
	void anotherMajorVersionIsRefused() {
		Answer answer = this.pinnacle.call("get_products", "{'adcp_major_version': 99}");
		assertThat(answer.text("/adcp_error/code")).isEqualTo("VERSION_UNSUPPORTED");
		assertThat(this.pinnacle.call("get_products", "{'adcp_major_version': 3}").error()).isFalse();
	}

	@Test
	void everyFormatOfAProductIsDescribed() {
		Answer answer = this.pinnacle.call("list_creative_formats", "{}");
		assertThat(answer.body().at("/formats")).hasSize(4);
		assertThat(answer.text("/formats/0/format_id/id")).isEqualTo("audio_standard_30s");
		assertThat(answer.text("/formats/0/assets/0/asset_type")).isEqualTo("audio");
	}

	@Test
	void onlyTheFormatsAskedForAreDescribed() {
		Answer answer = this.pinnacle.call("list_creative_formats", """
				{'format_ids': [{'agent_url': 'https://creative.adcontextprotocol.org', 'id': 'display_300x250'},
				 {'agent_url': 'https://elsewhere.example', 'id': 'audio_standard_30s'}]}""");
		assertThat(answer.body().at("/formats")).hasSize(1);
		assertThat(answer.text("/formats/0/format_id/id")).isEqualTo("display_300x250");
	}

}
