package io.adcp.spring.server.mcp;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.testing.HttpCalls;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.adcp.spring.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls a seller over real HTTP, as a buyer's agent does: one bare POST per call.
 */
@SpringBootTest(classes = McpSeller.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { McpSeller.DATABASE, McpSeller.NAME })
class McpSellerTests {

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private WebApplicationContext context;

	@BeforeEach
	void emptyTable() {
		this.jdbc.sql("DELETE FROM buys").update();
	}

	@Test
	void aFirstCallRunsTheHandlerAndCarriesTheEnvelope() {
		String key = IdempotencyKey.generate();
		JsonNode answer = call("create_media_buy", """
				{"idempotency_key":"%s","name":"summer","budget":5,"context":{"trace":"t-1"}}""".formatted(key));
		assertThat(answer.path("media_buy").asString()).startsWith("mb_");
		assertThat(answer.path("replayed").asBoolean()).isFalse();
		assertThat(answer.path("idempotency_key").asString()).isEqualTo(key);
		assertThat(answer.path("status").asString()).isEqualTo("completed");
		assertThat(answer.path("context").path("trace").asString()).isEqualTo("t-1");
		assertThat(buys()).isEqualTo(1);
	}

	@Test
	void aRepetitionGetsTheFirstAnswerAndItsOwnContext() {
		String key = IdempotencyKey.generate();
		JsonNode first = call("create_media_buy", """
				{"idempotency_key":"%s","name":"summer","budget":5,"context":{"n":1}}""".formatted(key));
		JsonNode second = call("create_media_buy", """
				{"budget":5.0,"name":"summer","context":{"n":2},"idempotency_key":"%s"}""".formatted(key));
		assertThat(second.path("media_buy")).isEqualTo(first.path("media_buy"));
		assertThat(second.path("replayed").asBoolean()).isTrue();
		assertThat(second.path("context").path("n").asInt()).isEqualTo(2);
		assertThat(buys()).isEqualTo(1);
	}

	@Test
	void anotherPayloadUnderTheSameKeyIsAConflictThatTellsNothing() {
		String key = IdempotencyKey.generate();
		call("create_media_buy", """
				{"idempotency_key":"%s","name":"summer","budget":5}""".formatted(key));
		JsonNode answer = call("create_media_buy", """
				{"idempotency_key":"%s","name":"summer","budget":6}""".formatted(key));
		assertThat(answer.path("adcp_error").propertyNames()).containsExactly("code", "message");
		assertThat(answer.at("/adcp_error/code").asString()).isEqualTo("IDEMPOTENCY_CONFLICT");
		assertThat(answer.path("errors").path(0).path("recovery").asString()).isEqualTo("correctable");
		assertThat(buys()).isEqualTo(1);
	}

	@Test
	void aMissingKeyIsRefusedBeforeAnythingHappens() {
		JsonNode answer = call("create_media_buy", """
				{"name":"summer","budget":5,"context":{"n":1}}""");
		assertThat(answer.at("/adcp_error/code").asString()).isEqualTo("INVALID_REQUEST");
		assertThat(answer.at("/adcp_error/field").asString()).isEqualTo("idempotency_key");
		assertThat(answer.path("context").path("n").asInt()).isEqualTo(1);
		assertThat(answer.path("status").asString()).isEqualTo("failed");
		assertThat(buys()).isZero();
	}

	@Test
	void aConstraintViolationNamesTheFieldAsOnTheWireAndLeavesTheKeyFree() {
		String key = IdempotencyKey.generate();
		JsonNode refused = call("create_media_buy", """
				{"idempotency_key":"%s","name":"summer","budget":5,"packages":[{"product_id":"p","daily_cap":-1}]}"""
			.formatted(key));
		assertThat(refused.at("/adcp_error/field").asString()).isEqualTo("packages[0].daily_cap");
		JsonNode corrected = call("create_media_buy", """
				{"idempotency_key":"%s","name":"summer","budget":5,"packages":[]}""".formatted(key));
		assertThat(corrected.path("media_buy").asString()).startsWith("mb_");
	}

	@Test
	void anErrorOfTheHandlerIsNotStoredAndUndoesItsRows() {
		String key = IdempotencyKey.generate();
		JsonNode thrown = call("create_media_buy", """
				{"idempotency_key":"%s","name":"unknown-product","budget":5}""".formatted(key));
		assertThat(thrown.at("/adcp_error/code").asString()).isEqualTo("PRODUCT_NOT_FOUND");
		JsonNode returned = call("create_media_buy", """
				{"idempotency_key":"%s","name":"error-body","budget":5}""".formatted(key));
		assertThat(returned.at("/adcp_error/code").asString()).isEqualTo("BUDGET_TOO_LOW");
		assertThat(buys()).isZero();
		assertThat(call("create_media_buy", """
				{"idempotency_key":"%s","name":"summer","budget":5}""".formatted(key)).path("replayed").asBoolean())
			.isFalse();
		assertThat(buys()).isEqualTo(1);
	}

	@Test
	void aBugInTheHandlerTellsTheCallerNothing() {
		String body = post("create_media_buy", """
				{"idempotency_key":"%s","name":"bug","budget":5}""".formatted(IdempotencyKey.generate())).body();
		assertThat(body).contains("SERVICE_UNAVAILABLE")
			.contains("transient")
			.doesNotContain("secret", "Exception", "io.adcp");
	}

	@Test
	void aReadHonoursAKeyThatIsSentAndNeedsNone() {
		String key = IdempotencyKey.generate();
		assertThat(call("get_products", "{}").path("calls").asInt())
			.isLessThan(call("get_products", "{}").path("calls").asInt());
		JsonNode first = call("get_products", "{\"idempotency_key\":\"%s\"}".formatted(key));
		JsonNode second = call("get_products", "{\"idempotency_key\":\"%s\"}".formatted(key));
		assertThat(second.path("calls")).isEqualTo(first.path("calls"));
		assertThat(second.path("replayed").asBoolean()).isTrue();
	}

	@Test
	void theCapabilitiesDeclareTheReplayWindow() {
		JsonNode answer = call("get_adcp_capabilities", "{}");
		JsonNode idempotency = answer.path("adcp").path("idempotency");
		assertThat(idempotency.path("supported").asBoolean()).isTrue();
		assertThat(idempotency.path("replay_ttl_seconds").asInt()).isEqualTo(86400);
		assertThat(idempotency.path("in_flight_max_seconds").asInt()).isEqualTo(60);
		assertThat(answer.path("supported_protocols").toString()).isEqualTo("[\"media_buy\"]");
		assertThat(answer.path("status").asString()).isEqualTo("completed");
	}

	@Test
	void duplicateNamesAreMalformed() {
		HttpResponse<String> response = post("create_media_buy",
				"{\"idempotency_key\":\"%s\",\"budget\":1,\"budget\":5000,\"name\":\"x\"}"
					.formatted(IdempotencyKey.generate()));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("INVALID_REQUEST");
		assertThat(buys()).isZero();
	}

	@Test
	void theToolsAreListedWithoutASession() {
		HttpResponse<String> response = send("""
				{"jsonrpc":"2.0","id":1,"method":"tools/list"}""");
		assertThat(
				json(response).path("result").path("tools").valueStream().map((tool) -> tool.path("name").asString()))
			.containsExactlyInAnyOrder("get_adcp_capabilities", "create_media_buy", "get_products");
	}

	@Test
	void aToolIsDescribedByWhatItsHandlerTakes() {
		JsonNode tools = json(send("""
				{"jsonrpc":"2.0","id":1,"method":"tools/list"}""")).path("result").path("tools");
		JsonNode buy = tools.valueStream()
			.filter((tool) -> tool.path("name").asString().equals("create_media_buy"))
			.findFirst()
			.orElseThrow()
			.path("inputSchema");
		assertThat(buy.path("additionalProperties").asBoolean()).isTrue();
		assertThat(buy.path("required").toString()).isEqualTo("[\"name\",\"idempotency_key\"]");
		assertThat(buy.at("/properties/budget").toString()).isEqualTo("{\"type\":\"number\",\"minimum\":0}");
		assertThat(buy.at("/properties/packages/items/properties/daily_cap").toString())
			.isEqualTo("{\"type\":\"integer\",\"minimum\":0}");
		assertThat(buy.at("/properties/packages/items/required").toString()).isEqualTo("[\"product_id\"]");
		assertThat(buy.at("/properties/idempotency_key/pattern").asString()).isEqualTo("^[A-Za-z0-9_.:-]{16,255}$");
		assertThat(buy.path("properties").propertyNames()).contains("account", "context", "adcp_version", "ext");
	}

	@Test
	void aRequestThatIsTakenAsItIsHasNoPropertiesThatAClientCouldTakeForAll() {
		JsonNode products = json(send("""
				{"jsonrpc":"2.0","id":1,"method":"tools/list"}""")).path("result")
			.path("tools")
			.valueStream()
			.filter((tool) -> tool.path("name").asString().equals("get_products"))
			.findFirst()
			.orElseThrow();
		assertThat(products.path("inputSchema").toString())
			.isEqualTo("{\"type\":\"object\",\"additionalProperties\":true}");
		assertThat(products.path("description").asString()).isEqualTo("AdCP task get_products");
	}

	@Test
	void strangeMessagesGetAnAnswerThatNamesNoClass() {
		for (String message : List.of("[]", "nonsense", "\"x\"", "{}",
				"{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"x\"}",
				"{\"jsonrpc\":\"2.0\",\"id\":12345678901234567890,\"method\":\"tools/list\"}",
				"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"_meta\":false}}",
				"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":[]}",
				"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":7}}",
				"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"nope\",\"arguments\":{}}}",
				"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":7}}",
				"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nope\",\"params\":{}}",
				"{\"jsonrpc\":\"2.0\",\"method\":\"nope\",\"params\":{}}")) {
			HttpResponse<String> response = send(message);
			assertThat(response.body()).as(message)
				.doesNotContain("Exception", "io.modelcontextprotocol", "tools.jackson", "\tat ");
			assertThat(response.statusCode()).as(message).isLessThan(500);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "*/*", "nonsense" })
	void aBodyThatIsNotJsonByItsTypeIsRefused(String type) {
		HttpResponse<String> response = send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", "Content-Type",
				type);
		assertThat(response.statusCode()).isEqualTo(415);
		JsonNode error = json(response).path("error");
		assertThat(error.path("message").asString()).contains("application/json");
		assertThat(error.path("data").at("/adcp_error/code").asString()).isEqualTo("INVALID_REQUEST");
	}

	@Test
	void mockMvcSeesTheEndpoint() {
		assertThat(MockMvcTester.from(this.context)
			.post()
			.uri("/mcp")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")).hasStatusOk()
			.bodyText()
			.contains("create_media_buy");
	}

	@Test
	void theProtocolVersionThatIsAskedForIsEchoedWhereItIsSpoken() {
		assertThat(initialize("2025-03-26").path("protocolVersion").asString()).isEqualTo("2025-03-26");
		JsonNode newest = initialize("2199-01-01");
		assertThat(newest.path("protocolVersion").asString()).isEqualTo("2025-11-25");
		assertThat(newest.path("serverInfo").path("name").asString()).isEqualTo("test-seller");
		assertThat(newest.path("capabilities").has("tools")).isTrue();
	}

	@Test
	void aHeaderWithAProtocolVersionThatIsNotSpokenIsRefusedWithThoseThatAre() {
		String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
		assertThat(send(ping, "MCP-Protocol-Version", "2025-06-18").statusCode()).isEqualTo(200);
		HttpResponse<String> refused = send(ping, "MCP-Protocol-Version", "2199-01-01");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("2025-11-25");
	}

	@Test
	void aNotificationIsAcceptedWithoutAnAnswer() {
		HttpResponse<String> response = send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
		assertThat(response.statusCode()).isEqualTo(202);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void aToolCallThatAsksForNoAnswerDoesNotRun() {
		HttpResponse<String> response = send("""
				{"jsonrpc":"2.0","method":"tools/call","params":{"name":"create_media_buy",
				"arguments":{"idempotency_key":"%s","name":"summer","budget":5}}}"""
			.formatted(IdempotencyKey.generate()));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(buys()).isZero();
	}

	@Test
	void aBatchIsRefusedAndNothingOfItRuns() {
		HttpResponse<String> response = send("""
				[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"create_media_buy",
				"arguments":{"idempotency_key":"%s","name":"summer","budget":5}}}]"""
			.formatted(IdempotencyKey.generate()));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(json(response).path("error").path("code").asInt()).isEqualTo(-32600);
		assertThat(buys()).isZero();
	}

	@Test
	void anUnknownToolIsAnErrorOfJsonRpcAndOfAdcp() {
		JsonNode error = json(post("nope", "{}")).path("error");
		assertThat(error.path("code").asInt()).isEqualTo(-32602);
		assertThat(error.path("data").at("/adcp_error/code").asString()).isEqualTo("UNSUPPORTED_FEATURE");
	}

	@Test
	void thereIsNoStreamToGetAndNoSessionToDelete() {
		for (String method : List.of("GET", "DELETE", "PUT")) {
			HttpResponse<String> response = calls().send(method, "/mcp", null, null);
			assertThat(response.statusCode()).as(method).isEqualTo(405);
			assertThat(response.headers().firstValue("Allow")).as(method).contains("POST");
		}
	}

	@Test
	void aPageOfABrowserIsKeptOut() {
		HttpResponse<String> response = send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", "Origin",
				"http://evil.example");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).doesNotContain("create_media_buy");
	}

	@Test
	void theOfficialSdksClientListsAndCallsTheTools() {
		HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport
			.builder("http://localhost:" + this.port)
			.endpoint("/mcp")
			.build();
		try (McpSyncClient client = McpClient.sync(transport).build()) {
			client.initialize();
			assertThat(client.listTools().tools()).extracting(McpSchema.Tool::name).contains("create_media_buy");
			McpSchema.Tool tool = client.listTools()
				.tools()
				.stream()
				.filter((one) -> one.name().equals("create_media_buy"))
				.findFirst()
				.orElseThrow();
			assertThat(tool.description()).isEqualTo("Books a media buy.");
			assertThat(tool.inputSchema().toString()).contains("idempotency_key", "product_id", "budget");
			McpSchema.CallToolResult result = client.callTool(McpSchema.CallToolRequest.builder("create_media_buy")
				.arguments(Map.of("idempotency_key", IdempotencyKey.generate(), "name", "sdk", "budget", 5))
				.build());
			assertThat(result.isError()).isFalse();
			assertThat(result.structuredContent().toString()).contains("mb_");
		}
		assertThat(buys()).isEqualTo(1);
	}

	private JsonNode initialize(String version) {
		return json(send("""
				{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"%s","capabilities":{},
				"clientInfo":{"name":"test","version":"1"}}}""".formatted(version))).path("result");
	}

	private int buys() {
		return this.jdbc.sql("SELECT COUNT(*) FROM buys").query(Integer.class).single();
	}

	private JsonNode call(String task, String arguments) {
		HttpResponse<String> response = post(task, arguments);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		JsonNode result = json(response).path("result");
		JsonNode structured = result.path("structuredContent");
		assertThat(JsonMapper.shared().readTree(result.at("/content/0/text").asString())).isEqualTo(structured);
		assertThat(result.path("isError").asBoolean()).isEqualTo(structured.has("adcp_error"));
		return structured;
	}

	private HttpResponse<String> post(String task, String arguments) {
		return calls().tool(task, arguments);
	}

	private HttpResponse<String> send(String message, String... headers) {
		return calls().mcp(message, headers);
	}

	private HttpCalls calls() {
		return new HttpCalls(this.port);
	}

}
