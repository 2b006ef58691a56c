package io.adcp.spring.sample.seller.schema;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a tool's schema asks for is what the seller takes.
 */
@SellerTest
class ToolsDescribeRequestsTests {

	private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private final Map<String, Schema> schemas = new TreeMap<>();

	@LocalServerPort
	private int port;

	private SellerClient client;

	@BeforeEach
	void readTheSchemas() {
		this.client = new SellerClient(this.port, "sample-token-pinnacle-agency-4f7c");
		this.client.send("tools/list", JsonNodeFactory.instance.objectNode())
			.body()
			.path("tools")
			.forEach((tool) -> this.schemas.put(tool.path("name").asString(),
					this.registry.getSchema(tool.path("inputSchema"))));
	}

	@Test
	void everyRequestThatTheSellerTakesIsValid() {
		List<TradingDay.Answered> taken = new TradingDay(this.client, "3.1").answers()
			.stream()
			.filter((answer) -> !answer.body().has("adcp_error"))
			.toList();
		assertThat(taken).hasSizeGreaterThan(30);
		taken.forEach((answer) -> assertThat(errors(answer)).as(answer.name()).isEmpty());
	}

	@Test
	void whatTheSellerRefusesForItsFormIsNot() {
		List<String> malformed = List.of("buy with a short key", "buy of nothing", "buy for nothing",
				"buy with many faults", "buy of a text", "no media_buy_id", "creative without name",
				"creatives bad page", "bad cursor", "unreadable filters");
		List<TradingDay.Answered> refused = new TradingDay(this.client, "3.1").answers()
			.stream()
			.filter((answer) -> malformed.contains(answer.name()))
			.toList();
		assertThat(refused).hasSameSizeAs(malformed);
		refused.forEach((answer) -> {
			assertThat(answer.body().has("adcp_error")).as(answer.name()).isTrue();
			assertThat(errors(answer)).as(answer.name()).isNotEmpty();
		});
	}

	@Test
	void everyTaskIsDescribedInWords() {
		for (JsonNode tool : this.client.send("tools/list", JsonNodeFactory.instance.objectNode())
			.body()
			.path("tools")) {
			assertThat(tool.path("description").asString()).as(tool.path("name").asString())
				.isNotBlank()
				.doesNotStartWith("AdCP task");
		}
	}

	private List<Error> errors(TradingDay.Answered answer) {
		return this.schemas.get(answer.task()).validate(answer.request());
	}

}
