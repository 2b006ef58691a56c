package io.adcp.spring.verification.conformance.sandbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;

import io.adcp.spring.sample.seller.SellerApplication;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the runner needs, added to the sample seller as the run adds it.
 */
@SpringBootTest(classes = { SellerApplication.class, SandboxConfiguration.class },
		webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:sandbox-${random.uuid};MODE=PostgreSQL")
class ComplyTestControllerTests {

	@LocalServerPort
	private int port;

	@Test
	void theTestProductIsThereFromTheStart() throws Exception {
		assertThat(book("test-product", "default").has("media_buy_id")).isTrue();
		assertThat(book("test-product", "test-pricing").has("media_buy_id")).isTrue();
	}

	@Test
	void scenariosAreListed() throws Exception {
		JsonNode answer = control("{'scenario': 'list_scenarios'}");
		assertThat(answer.at("/success").asBoolean()).isTrue();
		assertThat(answer.at("/scenarios").toString())
			.isEqualTo("[\"seed_product\",\"seed_pricing_option\",\"seed_creative\",\"seed_media_buy\","
					+ "\"force_creative_status\",\"force_create_media_buy_arm\"]");
	}

	@Test
	void aSeededProductCanBeBought() throws Exception {
		assertThat(control("""
				{'scenario': 'seed_product', 'params': {'product_id': 'seeded',
				 'fixture': {'name': 'Seeded', 'delivery_type': 'guaranteed', 'channels': ['olv']}}}""").at("/success")
			.asBoolean()).isTrue();
		assertThat(book("seeded", "p1").at("/adcp_error/field").asString()).isEqualTo("packages[0].pricing_option_id");
		assertThat(control("""
				{'scenario': 'seed_pricing_option', 'params': {'product_id': 'seeded', 'pricing_option_id': 'p1',
				 'fixture': {'pricing_model': 'cpm', 'currency': 'EUR', 'fixed_price': 3.25}}}""").at("/success")
			.asBoolean()).isTrue();
		assertThat(book("seeded", "p1").has("media_buy_id")).isTrue();
	}

	@Test
	void theNextBuyIsSubmittedIfATestWantsItAndTheOneAfterIsNot() throws Exception {
		JsonNode forced = control("""
				{'scenario': 'force_create_media_buy_arm', 'params': {'arm': 'submitted', 'task_id': 't-forced'}}""");
		assertThat(forced.at("/forced/task_id").asString()).isEqualTo("t-forced");
		JsonNode submitted = book("test-product", "default");
		assertThat(submitted.at("/task_id").asString()).isEqualTo("t-forced");
		assertThat(submitted.at("/status").asString()).isEqualTo("submitted");
		assertThat(submitted.has("media_buy_id")).isFalse();
		assertThat(book("test-product", "default").has("media_buy_id")).isTrue();
	}

	@Test
	void anAgentHasWhatIsSeeded() throws Exception {
		control("{'scenario': 'seed_media_buy', 'params': {'media_buy_id': 'mb-1', 'fixture': {'status': 'active'}}}");
		control("{'scenario': 'seed_creative', 'params': {'creative_id': 'c-1', 'fixture': {'status': 'approved'}}}");
		assertThat(call("get_media_buys", "{'media_buy_ids': ['mb-1']}").at("/media_buys/0/status").asString())
			.isEqualTo("active");
		assertThat(call("list_creatives", "{}").at("/creatives").findValuesAsString("creative_id")).contains("c-1");
	}

	@Test
	void whatCannotBeDoneSaysSo() throws Exception {
		JsonNode unknown = control("{'scenario': 'force_something'}");
		assertThat(unknown.at("/success").asBoolean(true)).isFalse();
		assertThat(unknown.at("/error").asString()).isEqualTo("UNKNOWN_SCENARIO");
		assertThat(control("""
				{'scenario': 'seed_pricing_option', 'params': {'product_id': 'none', 'pricing_option_id': 'p1'}}""")
			.at("/error")
			.asString()).isEqualTo("NOT_FOUND");
		assertThat(control("{'scenario': 'seed_product'}").at("/error").asString()).isEqualTo("INVALID_PARAMS");
	}

	@Test
	void onlySandboxAccountsReachTheController() throws Exception {
		for (String account : List.of("{'account_id': 'x'}", "{'account_id': 'x', 'sandbox': false}", "'x'")) {
			JsonNode answer = call("comply_test_controller",
					"{'scenario': 'seed_product', 'params': {'product_id': 'p'}, 'account': " + account + "}");
			assertThat(answer.at("/success").asBoolean(true)).isFalse();
			assertThat(answer.at("/error").asString()).isEqualTo("FORBIDDEN");
		}
	}

	@Test
	void theCapabilitiesSayThatThereIsAController() throws Exception {
		assertThat(
				call("get_adcp_capabilities", "{'adcp_version': '3.1'}").at("/compliance_testing/scenarios").toString())
			.isEqualTo("[\"seed_product\",\"seed_pricing_option\",\"seed_creative\",\"seed_media_buy\","
					+ "\"force_creative_status\",\"force_create_media_buy_arm\"]");
		assertThat(
				call("get_adcp_capabilities", "{'adcp_version': '3.0'}").at("/compliance_testing/scenarios").toString())
			.isEqualTo("[\"force_creative_status\"]");
	}

	@Test
	void aCreativeGetsTheStateThatATestNeeds() throws Exception {
		call("sync_creatives", """
				{'idempotency_key': '%s', 'account': {'brand': {'domain': 'a.example'}, 'operator': 'a.example'},
				 'creatives': [{'creative_id': 'c1', 'name': 'C', 'format_id': {'agent_url':
				 'https://creative.adcontextprotocol.org', 'id': 'display_300x250'}, 'assets': {}}]}"""
			.formatted(UUID.randomUUID()));
		JsonNode forced = control(
				"{'scenario': 'force_creative_status', 'params': {'creative_id': 'c1', 'status': 'rejected'}}");
		assertThat(forced.at("/current_state").asString()).isEqualTo("rejected");
		assertThat(forced.at("/previous_state").asString()).isNotEqualTo("rejected");
		assertThat(
				control("{'scenario': 'force_creative_status', 'params': {'creative_id': 'no', 'status': 'approved'}}")
					.at("/error")
					.asString())
			.isEqualTo("NOT_FOUND");
	}

	@Test
	void anAgentsKeysHaveOneScopeWhateverAccountItNames() throws Exception {
		String key = UUID.randomUUID().toString();
		assertThat(book(key, "acme.example", "test-product", "default").has("media_buy_id")).isTrue();
		assertThat(book(key, "other.example", "test-product", "default").at("/adcp_error/code").asString())
			.isEqualTo("IDEMPOTENCY_CONFLICT");
	}

	private JsonNode book(String product, String option) throws Exception {
		return book(UUID.randomUUID().toString(), "acme.example", product, option);
	}

	private JsonNode book(String key, String brand, String product, String option) throws Exception {
		return call("create_media_buy", """
				{'idempotency_key': '%s', 'account': {'brand': {'domain': '%s'}, 'operator': 'pinnacle.example'},
				 'brand': {'domain': 'acme.example'}, 'start_time': '2090-06-01T00:00:00Z',
				 'end_time': '2090-06-30T23:59:59Z', 'packages': [{'product_id': '%s', 'pricing_option_id': '%s',
				 'budget': 5000, 'bid_price': 7.5}]}""".formatted(key, brand, product, option));
	}

	private JsonNode control(String request) throws Exception {
		return call("comply_test_controller", request.replaceFirst("\\{", "{'account': {'sandbox': true}, "));
	}

	private JsonNode call(String task, String arguments) throws Exception {
		String message = """
				{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": %s}}"""
			.formatted(task, arguments.replace('\'', '"'));
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/mcp"))
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.header("Authorization", "Bearer sample-token-pinnacle-agency-4f7c")
			.POST(BodyPublishers.ofString(message))
			.build();
		String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
		return JsonMapper.shared().readTree(answer).at("/result/structuredContent");
	}

}
