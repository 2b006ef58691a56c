package io.adcp.spring.sample.seller;

import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

import static org.assertj.core.api.Assertions.assertThat;

@SellerTest
class SellerTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Test
	void theSellerOffersItsTasksAndNoOthers() {
		List<String> tools = StreamSupport
			.stream(this.pinnacle.send("tools/list", SellerClient.json("{}")).body().at("/tools").spliterator(), false)
			.map((tool) -> tool.at("/name").asString())
			.toList();
		assertThat(tools).containsExactlyInAnyOrder("get_adcp_capabilities", "get_products", "list_creative_formats",
				"create_media_buy", "update_media_buy", "get_media_buys", "sync_creatives", "list_creatives",
				"get_task_status", "list_tasks");
	}

	@Test
	void theCapabilitiesTellTheSellersTerms() {
		JsonNode body = this.pinnacle.call("get_adcp_capabilities", "{}").body();
		assertThat(body.at("/adcp/major_versions/0").asInt()).isEqualTo(3);
		assertThat(body.at("/adcp/idempotency/supported").asBoolean()).isTrue();
		assertThat(body.at("/adcp/idempotency/replay_ttl_seconds").asInt()).isBetween(3600, 604800);
		assertThat(body.at("/supported_protocols/0").asString()).isEqualTo("media_buy");
		assertThat(body.at("/account/supported_billing/0").asString()).isEqualTo("agent");
		assertThat(body.at("/media_buy/supported_pricing_models")).isNotEmpty();
		assertThat(body.at("/status").asString()).isEqualTo("completed");
	}

}
