package io.adcp.spring.server.a2a;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.testing.HttpCalls;
import io.adcp.spring.wire.A2aVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls a seller over A2A by real HTTP, as a buyer's agent does.
 */
@SpringBootTest(classes = A2aSeller.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:a2a-seller;DB_CLOSE_DELAY=-1", A2aSeller.ENABLED,
				A2aSeller.NAME, "adcp.server.max-request-size=100KB", "adcp.idempotency.in-flight=reject" })
class A2aSellerTests {

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	private final String key = IdempotencyKey.generate();

	@BeforeEach
	void emptyTable() {
		this.jdbc.sql("DELETE FROM buys").update();
	}

	@Test
	void aFirstCallRunsTheHandlerAndCarriesTheEnvelopeInItsDataPart() {
		JsonNode result = calls().answer("create_media_buy", buy("summer", 5, ",\"context\":{\"n\":1}"));
		JsonNode task = result.path("task");
		assertThat(result.propertyNames()).containsExactly("task");
		assertThat(task.path("id").asString()).isNotEmpty();
		assertThat(task.path("contextId").asString()).isNotEmpty();
		assertThat(task.at("/status/timestamp").asString())
			.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
		assertThat(task.at("/artifacts/0/parts/0").propertyNames()).containsExactly("data");
		JsonNode answer = task.at("/artifacts/0/parts/0/data");
		assertThat(answer.path("media_buy_id").asString()).startsWith("mb_");
		assertThat(answer.path("replayed").asBoolean(true)).isFalse();
		assertThat(answer.path("status").asString()).isEqualTo("completed");
		assertThat(answer.at("/context/n").asInt()).isOne();
		assertThat(buys()).isOne();
	}

	@Test
	void aRepetitionGetsTheFirstAnswerAndItsOwnContext() {
		JsonNode first = calls().call("create_media_buy", buy("summer", 5, ",\"context\":{\"n\":1}"));
		JsonNode second = calls().call("create_media_buy", buy("summer", 5, ",\"context\":{\"n\":2}"));
		assertThat(second.path("media_buy_id")).isEqualTo(first.path("media_buy_id"));
		assertThat(second.path("replayed").asBoolean()).isTrue();
		assertThat(second.at("/context/n").asInt()).isEqualTo(2);
		assertThat(buys()).isOne();
	}

	@Test
	void theSameKeyOverMcpAndA2aReplaysTheSameBytes() {
		String input = buy("summer", 5, "");
		String overMcp = mcp(input).body();
		String overA2a = calls().send("SendMessage", A2aCalls.message(A2aCalls.part("create_media_buy", input))).body();
		String inner = overMcp.substring(overMcp.lastIndexOf("\"media_buy_id\""), overMcp.lastIndexOf("},\"isError\""));
		assertThat(overA2a).contains(inner, "\"replayed\":true");
		assertThat(buys()).isOne();
	}

	@Test
	void theSameKeyOverA2aAndMcpIsTheSameCall() {
		JsonNode first = calls().call("create_media_buy", buy("summer", 5, ""));
		JsonNode replay = HttpCalls.result(mcp(buy("summer", 5, "")));
		JsonNode conflict = HttpCalls.result(mcp(buy("summer", 6, "")));
		assertThat(replay.path("media_buy_id")).isEqualTo(first.path("media_buy_id"));
		assertThat(replay.path("replayed").asBoolean()).isTrue();
		assertThat(HttpCalls.errorCode(conflict)).isEqualTo("IDEMPOTENCY_CONFLICT");
		assertThat(buys()).isOne();
	}

	@Test
	void anotherPayloadUnderTheSameKeyIsAConflictThatTellsNothing() {
		calls().call("create_media_buy", buy("summer", 5, ""));
		JsonNode answer = calls().call("create_media_buy", buy("summer", 6, ""));
		assertThat(HttpCalls.errorCode(answer)).isEqualTo("IDEMPOTENCY_CONFLICT");
		assertThat(answer.path("adcp_error").propertyNames()).containsExactly("code", "message");
		assertThat(buys()).isOne();
	}

	@Test
	void aMissingKeyIsRefusedBeforeAnythingHappens() {
		JsonNode answer = calls().call("create_media_buy", "{\"name\":\"summer\",\"budget\":5}");
		assertThat(HttpCalls.errorCode(answer)).isEqualTo("INVALID_REQUEST");
		assertThat(answer.at("/adcp_error/field").asString()).isEqualTo("idempotency_key");
		assertThat(buys()).isZero();
	}

	@Test
	void aRepetitionOfACallThatRunsIsInFlight() throws Exception {
		A2aSeller.begun = new CountDownLatch(1);
		A2aSeller.end = new CountDownLatch(1);
		CompletableFuture<JsonNode> first = CompletableFuture
			.supplyAsync(() -> calls().call("create_media_buy", buy("slow", 5, "")));
		assertThat(A2aSeller.begun.await(30, TimeUnit.SECONDS)).isTrue();
		JsonNode second = calls().call("create_media_buy", buy("slow", 5, ""));
		A2aSeller.end.countDown();
		assertThat(HttpCalls.errorCode(second)).isEqualTo("IDEMPOTENCY_IN_FLIGHT");
		assertThat(second.at("/adcp_error/recovery").asString()).isEqualTo("transient");
		assertThat(first.get(30, TimeUnit.SECONDS).path("media_buy_id").asString()).isEqualTo("mb_slow");
		assertThat(buys()).isOne();
	}

	@Test
	void theKeyOfAnotherAgentIsAnotherKey() {
		JsonNode one = calls().call("create_media_buy", buy("summer", 5, ""));
		JsonNode other = calls("agent-2").call("create_media_buy", buy("summer", 6, ""));
		assertThat(other.path("replayed").asBoolean(true)).isFalse();
		assertThat(other.path("media_buy_id")).isNotEqualTo(one.path("media_buy_id"));
	}

	@Test
	void nobodyIsAskedForCredentialsAndTheCapabilitiesAreForEverybody() {
		JsonNode buy = calls("").call("create_media_buy", buy("summer", 5, ""));
		assertThat(HttpCalls.errorCode(buy)).isEqualTo("AUTH_MISSING");
		JsonNode capabilities = calls("").call("get_adcp_capabilities", "{}");
		assertThat(capabilities.at("/adcp/idempotency/supported").asBoolean()).isTrue();
	}

	@Test
	void aFailureIsAFailedTaskThatTellsNothingOfTheSeller() {
		assertThat(HttpCalls.errorCode(calls().call("create_media_buy", buy("unknown-product", 5, ""))))
			.isEqualTo("PRODUCT_NOT_FOUND");
		JsonNode bug = calls().call("create_media_buy", buy("bug", 5, ""));
		assertThat(HttpCalls.errorCode(bug)).isEqualTo("SERVICE_UNAVAILABLE");
		assertThat(bug.toString()).doesNotContain("secret", "Exception");
		assertThat(buys()).isZero();
	}

	@Test
	void aResultWithErrorsBesideItIsCompleted() {
		JsonNode answer = calls().call("get_products", "{}");
		assertThat(answer.at("/errors/0/code").asString()).isEqualTo("PARTIAL");
		assertThat(answer.has("adcp_error")).isFalse();
	}

	@Test
	void workThatGoesOnIsACompletedTaskWhoseDataPartSaysSo() {
		JsonNode result = calls().answer("create_media_buy", buy("submitted", 5, ",\"adcp_version\":\"3.1\""));
		assertThat(result.at("/task/status/state").asString()).isEqualTo("TASK_STATE_COMPLETED");
		assertThat(result.at("/task/artifacts/0/parts/0/data/status").asString()).isEqualTo("submitted");
		assertThat(result.at("/task/artifacts/0/parts/0/data/task_id").asString()).isEqualTo("task-1");
		assertThat(result.at("/task/id").asString()).isNotEqualTo("task-1");
		assertThat(result.at("/task/artifacts/0").has("metadata")).isFalse();
	}

	@Test
	void textsAreNotReadAndTheConversationIsTheCallers() {
		String params = """
				{"message":{"messageId":"m-1","contextId":"c-1","role":"ROLE_USER","parts":[{"text":"buy all of it"},%s]}}"""
			.formatted(A2aCalls.part("create_media_buy", buy("summer", 5, "")));
		JsonNode task = HttpCalls.json(calls().send("SendMessage", params)).at("/result/task");
		assertThat(task.path("contextId").asString()).isEqualTo("c-1");
		assertThat(buys()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "9007199254740992", "-9007199254740992", "1e300", "9007199254740993.0",
			"{\"deep\":[1,{\"n\":123456789012345678901234567890}]}" })
	void aNumberThatADoubleCannotHoldIsRefused(String number) {
		JsonNode error = calls().refusal("SendMessage", A2aCalls
			.message(A2aCalls.part("create_media_buy", buy("summer", 5, ",\"context\":{\"n\":" + number + "}"))));
		assertThat(error.path("code").asInt()).isEqualTo(-32602);
		assertThat(buys()).isZero();
	}

	@Test
	void theLargestNumberThatADoubleHoldsIsTaken() {
		JsonNode answer = calls().call("create_media_buy",
				buy("summer", 5, ",\"context\":{\"n\":9007199254740991,\"m\":-9007199254740991,\"x\":0.1}"));
		assertThat(answer.at("/context/n").asLong()).isEqualTo(9007199254740991L);
	}

	@Test
	void aCallWhoseAnswerADoubleCannotHoldIsUndoneSoThatItsOutcomeIsKnown() {
		String input = buy("large-number", 5, "");
		JsonNode answer = calls().call("create_media_buy", input);
		assertThat(HttpCalls.errorCode(answer)).isEqualTo("UNSUPPORTED_FEATURE");
		assertThat(buys()).isZero();
		assertThat(HttpCalls.result(mcp(input)).path("replayed").asBoolean(true)).isFalse();
		assertThat(buys()).isOne();
	}

	@Test
	void anAnswerOfMcpThatADoubleCannotHoldIsNotReplayedRounded() {
		String input = buy("large-number", 5, "");
		mcp(input);
		JsonNode error = calls().refusal("SendMessage", A2aCalls.message(A2aCalls.part("create_media_buy", input)));
		assertThat(error.path("code").asInt()).isEqualTo(-32006);
		assertThat(buys()).isOne();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{}                                                                                          | -32602
					{"message":[]}                                                                              | -32602
					{"message":{"role":"ROLE_USER","parts":[PART]}}                                             | -32602
					{"message":{"messageId":"","role":"ROLE_USER","parts":[PART]}}                              | -32602
					{"message":{"messageId":"m","role":"ROLE_AGENT","parts":[PART]}}                            | -32602
					{"message":{"messageId":"m","role":"user","parts":[PART]}}                                  | -32602
					{"message":{"messageId":"m","role":"ROLE_USER"}}                                            | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[]}}                                 | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"buy"}]}}                   | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[PART,PART]}}                        | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[PART,{"text":"a","data":{}}]}}      | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[PART,{"url":"https://a.example"}]}} | -32005
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":null}]}}                    | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","contextId":7,"parts":[PART]}}               | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","taskId":"t-1","parts":[PART]}}              | -32001
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":{"skill":"create_media_buy","parameters":{}}}]}} | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":{"skill":"create_media_buy"}}]}} | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":{"skill":"create_media_buy","input":{},"more":1}}]}} | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":{"skill":"create_media_buy","input":[]}}]}} | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":{"skill":7,"input":{}}}]}}  | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":{"skill":"sell_media_buy","input":{}}}]}} | -32602
					{"message":{"messageId":"m","role":"ROLE_USER","parts":[PART]},"configuration":{"taskPushNotificationConfig":{"url":"https://a.example"}}} | -32003
					""")
	void whatIsNotExactlyOneInvocationIsRefusedAndNothingRuns(String params, int code) {
		String part = A2aCalls.part("create_media_buy", buy("summer", 5, ""));
		JsonNode error = calls().refusal("SendMessage", params.replace("PART", part));
		assertThat(error.path("code").asInt()).as(error.toString()).isEqualTo(code);
		assertThat(buys()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "GetTask, -32001, TASK_NOT_FOUND", "CancelTask, -32001, TASK_NOT_FOUND",
			"SendStreamingMessage, -32004, UNSUPPORTED_OPERATION", "SubscribeToTask, -32004, UNSUPPORTED_OPERATION",
			"ListTasks, -32004, UNSUPPORTED_OPERATION", "GetExtendedAgentCard, -32004, UNSUPPORTED_OPERATION",
			"CreateTaskPushNotificationConfig, -32003, PUSH_NOTIFICATION_NOT_SUPPORTED" })
	void whatIsNotServedHasItsOwnErrorOfA2a(String method, int code, String reason) {
		JsonNode error = calls().refusal(method, "{\"id\":\"t-1\"}");
		assertThat(error.path("code").asInt()).isEqualTo(code);
		assertThat(error.at("/data/0/reason").asString()).isEqualTo(reason);
		assertThat(error.at("/data/0/domain").asString()).isEqualTo("a2a-protocol.org");
	}

	@ParameterizedTest
	@ValueSource(strings = { "message/send", "tasks/get", "tools/call", "Nothing" })
	void anotherMethodDoesNotExist(String method) {
		assertThat(calls().refusal(method, "{}").path("code").asInt()).isEqualTo(-32601);
	}

	@Test
	void aTaskIsAskedForByItsId() {
		assertThat(calls().refusal("GetTask", "{}").path("code").asInt()).isEqualTo(-32602);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			value = { "none | on | -32009", "0.3 | on | -32009", "2.0 | on | -32009", "1.0,1.0 | on | -32009",
					"1 | on | -32009", "1.0 | off | -32008", "1.0 | https://example.com/trace/v1 | -32008",
					"1.0 | https://example.com/a, on | 0", "1.0.1 | on | 0" })
	void versionAndProfileMustBeNamed(String version, String extensions, int code) {
		String message = A2aCalls.message("SendMessage",
				A2aCalls.message(A2aCalls.part("create_media_buy", buy("summer", 5, ""))));
		List<String> headers = new ArrayList<>();
		if (version != null) {
			headers.addAll(List.of("A2A-Version", version));
		}
		if (!extensions.equals("off")) {
			headers.addAll(List.of("A2A-Extensions", extensions.replaceAll("\\bon$", A2aVersion.PROFILE)));
		}
		JsonNode answer = HttpCalls.json(calls().post(message, headers.toArray(String[]::new)));
		assertThat(answer.at("/error/code").asInt(0)).as(answer.toString()).isEqualTo(code);
		assertThat(buys()).isEqualTo((code == 0) ? 1 : 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "", "[]", "{\"jsonrpc\":\"2.0\",\"id\":1}",
			"{\"jsonrpc\":\"2.0\",\"method\":\"SendMessage\",\"params\":PARAMS}",
			"{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"SendMessage\",\"params\":PARAMS}",
			"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"method\":\"GetTask\",\"params\":PARAMS}",
			"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":[]}" })
	void whatIsNoRequestIsRefused(String body) {
		String params = A2aCalls.message(A2aCalls.part("create_media_buy", buy("summer", 5, "")));
		HttpResponse<String> response = calls().post(body.replace("PARAMS", params), "A2A-Version", "1.0",
				"A2A-Extensions", A2aVersion.PROFILE);
		assertThat(A2aCalls.error(response).path("code").asInt()).isIn(-32700, -32600);
		assertThat(response.body()).doesNotContain("jackson", "Exception");
		assertThat(buys()).isZero();
	}

	@Test
	void whatIsTooLargeIsRefused() {
		String text = "x".repeat(110_000);
		assertThat(calls().send("SendMessage", "{\"text\":\"" + text + "\"}").statusCode()).isEqualTo(413);
	}

	@Test
	void aBrowserIsKeptOutAndOtherMethodsOfHttpToo() {
		HttpCalls http = new HttpCalls(this.port);
		assertThat(http.post("/a2a", "{}", "Origin", "http://page.example").statusCode()).isEqualTo(403);
		assertThat(http.send("GET", "/a2a", null, null).statusCode()).isEqualTo(405);
		assertThat(http.post("/a2a", "{}", "Content-Type", "text/plain").statusCode()).isEqualTo(415);
		assertThat(http.send("GET", "/.well-known/agent-card.json", null, null, "Origin", "http://page.example")
			.statusCode()).isEqualTo(403);
		assertThat(http.post("/.well-known/agent-card.json", "{}").statusCode()).isEqualTo(405);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/agent-card.json", "/a2a/.well-known/agent-card.json" })
	void theCardNamesTheEndpointTheProfileAndTheTasks(String path) {
		JsonNode card = HttpCalls.json(new HttpCalls(this.port).send("GET", path, null, null));
		assertThat(card.path("name").asString()).isEqualTo("test-seller");
		assertThat(card.path("supportedInterfaces")).singleElement()
			.hasToString("{\"url\":\"http://localhost:" + this.port
					+ "/a2a\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"}");
		assertThat(card.at("/capabilities/streaming").asBoolean(true)).isFalse();
		assertThat(card.at("/capabilities/extensions/0/required").asBoolean()).isTrue();
		assertThat(card.path("skills").valueStream().map((skill) -> skill.path("id").asString()))
			.containsExactlyInAnyOrder("get_adcp_capabilities", "create_media_buy", "get_products");
		assertThat(card.has("url")).isFalse();
	}

	private HttpResponse<String> mcp(String arguments) {
		return new HttpCalls(this.port).mcp("""
				{"jsonrpc":"2.0","id":"1","method":"tools/call","params":{"name":"create_media_buy","arguments":%s}}"""
			.formatted(arguments), "X-Agent", "agent-1");
	}

	private String buy(String name, int budget, String more) {
		return "{\"idempotency_key\":\"%s\",\"name\":\"%s\",\"budget\":%d%s}".formatted(this.key, name, budget, more);
	}

	private int buys() {
		return this.jdbc.sql("SELECT COUNT(*) FROM buys").query(Integer.class).single();
	}

	private A2aCalls calls() {
		return calls("agent-1");
	}

	private A2aCalls calls(String agent) {
		return new A2aCalls(new HttpCalls(this.port), agent);
	}

}
