package io.adcp.spring.server.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.server.TaskAnswer;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.testing.HttpCalls;
import io.adcp.spring.wire.StrictJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.adcp.spring.testing.HttpCalls.header;
import static io.adcp.spring.testing.HttpCalls.isReplay;
import static io.adcp.spring.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code @Idempotent} means on an ordinary REST controller, on any backend whose
 * records commit with the business rows.
 */
abstract class RestCases {

	@LocalServerPort
	private int port;

	@Autowired
	private RestSeller.Rows rows;

	@Autowired
	private TaskDispatcher dispatcher;

	private final String key = IdempotencyKey.generate();

	@BeforeEach
	void emptyTable() {
		this.rows.clear();
	}

	// ---- which request it is ----

	@Test
	void anotherPathVariableIsAnotherRequest() {
		assertThat(send("PUT", "/orders/1/cancel").body()).contains("\"what\":\"1\"");
		assertConflict(send("PUT", "/orders/2/cancel"));
		assertThat(this.rows.count()).isEqualTo(1);
	}

	@Test
	void methodsOfOneNameInTwoControllersAreTwoTasks() {
		send("PUT", "/orders/1/cancel");
		assertConflict(send("PUT", "/invoices/1/cancel"));
	}

	@Test
	void anotherQueryIsAnotherRequestButNotAnotherOrderOfItsNames() {
		send("POST", "/search?word=a&word=b&by=name");
		assertReplay(send("POST", "/search?by=name&word=a&word=b"));
		assertConflict(send("POST", "/search?by=name&word=b&word=a"));
		assertConflict(send("POST", "/search?word=a&word=b&by=age"));
		assertConflict(send("POST", "/search?word=a&word=b&by=name&more"));
	}

	@Test
	void whatAWildcardStandsForCounts() {
		send("POST", "/files/a/b");
		assertReplay(send("POST", "/files/a/b"));
		assertConflict(send("POST", "/files/a/c"));
	}

	@Test
	void anotherBodyIsAnotherRequestButNotAnotherOrderOfItsFields() {
		calls().send("POST", "/orders", this.key, "{\"a\":1,\"b\":2}");
		assertReplay(calls().send("POST", "/orders", this.key, "{\"b\":2, \"a\":1}"));
		assertConflict(calls().send("POST", "/orders", this.key, "{\"a\":1,\"b\":3}"));
		assertConflict(calls().send("POST", "/orders", this.key, "{}"));
	}

	@Test
	void aBodyThatIsNoJsonIsComparedByItsBytes() {
		HttpResponse<String> first = calls().send("POST", "/texts", this.key, "one", "Content-Type", "text/plain");
		assertThat(first.body()).startsWith("Text ");
		assertReplay(calls().send("POST", "/texts", this.key, "one", "Content-Type", "text/plain"));
		assertConflict(calls().send("POST", "/texts", this.key, "two", "Content-Type", "text/plain"));
	}

	@Test
	void aPathPatternMayBeLongerThanWhatTheLedgerKeepsOfATask() {
		String path = "/a/path/that/is/much/longer/than/what/the/ledger/keeps/of/a/task/and/that/goes/on/and/on/still/";
		assertThat(send("POST", path + "1").statusCode()).isEqualTo(200);
		assertReplay(send("POST", path + "1"));
		assertConflict(send("POST", path + "2"));
	}

	@Test
	void anAdcpTasksPathVariableCountsToo() {
		String body = "{\"idempotency_key\":\"" + this.key + "\",\"paused\":true}";
		assertThat(calls().send("PUT", "/media-buys/1", null, body).statusCode()).isEqualTo(200);
		assertReplay(calls().send("PUT", "/media-buys/1", null, body));
		HttpResponse<String> conflict = calls().send("PUT", "/media-buys/2", null, body);
		assertThat(conflict.statusCode()).isEqualTo(409);
		assertThat(json(conflict).path("adcp_error").path("code").asString()).isEqualTo("IDEMPOTENCY_CONFLICT");
	}

	@Test
	void anErrorAboutARequestThatCannotBeReadNamesTheNewestRelease() {
		HttpResponse<String> answer = calls().post("/media-buys", "{\"name\": ");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(json(answer).at("/adcp_error/code").asString()).isEqualTo("INVALID_REQUEST");
		assertThat(json(answer).path("adcp_version").asString()).isEqualTo("3.2");
	}

	@Test
	void aKeyUsedOverRestIsReplayedOverMcpAndTheOtherWayRound() {
		String body = "{\"idempotency_key\":\"" + this.key + "\",\"name\":\"summer\"}";
		HttpResponse<String> first = calls().send("POST", "/media-buys", null, body);
		JsonNode overMcp = dispatch(body);
		assertThat(overMcp.path("replayed").asBoolean()).isTrue();
		assertThat(overMcp.path("execution")).isEqualTo(json(first).path("execution"));
		String other = body.replace(this.key, IdempotencyKey.generate());
		JsonNode firstOverMcp = dispatch(other);
		HttpResponse<String> overRest = calls().send("POST", "/media-buys", null, other);
		assertReplay(overRest);
		assertThat(overRest.statusCode()).isEqualTo(200);
		assertThat(json(overRest).path("execution")).isEqualTo(firstOverMcp.path("execution"));
		assertThat(this.rows.count()).isEqualTo(2);
	}

	// ---- the key ----

	@Test
	void aRequestWithoutAKeyIsRefusedBeforeTheHandler() {
		HttpResponse<String> answer = calls().send("PUT", "/orders/1/cancel", null, null);
		assertProblem(answer, 400, "INVALID_REQUEST");
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void theKeyMayBeAStructuredFieldStringOrBareOrInTheBody() {
		calls().send("POST", "/orders", '"' + this.key + '"', "{\"a\":1}");
		assertReplay(calls().send("POST", "/orders", this.key, "{\"a\":1}"));
		String inBody = "{\"a\":1,\"idempotency_key\":\"" + this.key + "\"}";
		assertReplay(calls().send("POST", "/orders", null, inBody));
		assertReplay(calls().send("POST", "/orders", this.key, inBody));
		assertThat(this.rows.count()).isEqualTo(1);
	}

	@Test
	void twoKeysThatDifferAreRefused() {
		assertProblem(calls().send("POST", "/orders", this.key,
				"{\"a\":1,\"idempotency_key\":\"" + IdempotencyKey.generate() + "\"}"), 400, "INVALID_REQUEST");
		assertProblem(
				calls().send("PUT", "/orders/1/cancel", this.key, null, "+Idempotency-Key", IdempotencyKey.generate()),
				400, "INVALID_REQUEST");
		assertThat(this.rows.count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "short", "\"unclosed-0f8e7d6c5b4a", "two words 0f8e7d6c5b4a", "aaaaaaaaaaaaaaaaaaaa",
			"\"\"", "0f8e7d6c5b4a3f2e1d, 1f8e7d6c5b4a3f2e1d", "\"0f8e7d6c5b4a3f2e1d\";a=1" })
	void aMalformedKeyIsRefused(String malformed) {
		assertProblem(calls().send("PUT", "/orders/1/cancel", malformed, null), 400, "INVALID_REQUEST");
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void aKeyOfAnotherTypeInTheBodyIsRefused() {
		assertProblem(calls().send("POST", "/orders", this.key, "{\"idempotency_key\":7}"), 400, "INVALID_REQUEST");
	}

	@Test
	void anAdcpTaskTakesTheKeyFromTheHeaderEvenWithoutABody() {
		HttpResponse<String> first = send("DELETE", "/property-lists/7");
		assertThat(json(first).path("what").asString()).isEqualTo("7");
		assertThat(json(first).path("idempotency_key").asString()).isEqualTo(this.key);
		assertReplay(send("DELETE", "/property-lists/7"));
		assertThat(calls().send("DELETE", "/property-lists/7", null, null).statusCode()).isEqualTo(400);
	}

	// ---- what a replay is ----

	@Test
	void statusHeadersAndBodyComeBack() {
		HttpResponse<String> first = calls().send("POST", "/orders", this.key, "{}");
		HttpResponse<String> second = calls().send("POST", "/orders", this.key, "{}");
		assertThat(first.statusCode()).isEqualTo(201);
		assertThat(isReplay(first)).isFalse();
		assertReplay(second);
		assertThat(second.statusCode()).isEqualTo(201);
		assertThat(second.body()).isEqualTo(first.body()).doesNotContain("replayed", "status");
		for (String name : List.of("Location", "ETag", "Content-Type")) {
			assertThat(header(second, name)).isEqualTo(header(first, name)).isNotEqualTo("none");
		}
	}

	@Test
	void aCookieIsSentOnceAndNotStored() {
		assertThat(header(calls().send("POST", "/orders", this.key, "{}"), "Set-Cookie")).contains("s3cret");
		assertThat(header(calls().send("POST", "/orders", this.key, "{}"), "Set-Cookie")).isEqualTo("none");
	}

	@Test
	void anAdcpTasksReplayHasStatusAndHeadersInsideItsEnvelope() {
		String body = "{\"idempotency_key\":\"" + this.key + "\",\"context\":{\"n\":1}}";
		HttpResponse<String> first = calls().send("POST", "/media-buys", null, body);
		HttpResponse<String> second = calls().send("POST", "/media-buys", null, body.replace(":1}", ":2}"));
		assertThat(List.of(first.statusCode(), second.statusCode())).containsOnly(201);
		assertThat(header(second, "Location")).isEqualTo(header(first, "Location")).startsWith("/media-buys/");
		assertReplay(second);
		assertThat(json(first).path("replayed").asBoolean(true)).isFalse();
		assertThat(json(second).path("replayed").asBoolean()).isTrue();
		assertThat(json(second).path("context").path("n").asInt()).isEqualTo(2);
		assertThat(json(second).path("execution")).isEqualTo(json(first).path("execution"));
	}

	@Test
	void anAnswerWithoutABodyIsReplayed() {
		HttpResponse<String> first = send("DELETE", "/orders/1");
		HttpResponse<String> second = send("DELETE", "/orders/1");
		assertThat(List.of(first.statusCode(), second.statusCode())).containsOnly(204);
		assertThat(first.body() + second.body()).isEmpty();
		assertReplay(second);
		assertThat(this.rows.count()).isEqualTo(1);
	}

	@Test
	void arraysTextsAndBytesAreReplayedAsTheyWere() {
		assertSame(calls().send("POST", "/lists", this.key, "[1,2]"), calls().send("POST", "/lists", this.key, "[1,2]"),
				201);
		String other = IdempotencyKey.generate();
		assertSame(calls().send("POST", "/texts", other, "\"a\""), calls().send("POST", "/texts", other, "\"a\""), 200);
		String third = IdempotencyKey.generate();
		assertSame(calls().send("POST", "/bytes", third, null), calls().send("POST", "/bytes", third, null), 200);
		assertThat(this.rows.count()).isEqualTo(3);
	}

	@Test
	void anAnswerInAnotherFormatIsReplayedInIt() {
		HttpResponse<String> first = calls().send("POST", "/orders", this.key, "{}", "Accept", "application/yaml");
		assertThat(header(first, "Content-Type")).isEqualTo("application/yaml");
		assertSame(first, calls().send("POST", "/orders", this.key, "{}", "Accept", "application/yaml"), 201);
		String own = IdempotencyKey.generate();
		assertThat(calls().send("POST", "/media-buys", own, "{}", "Accept", "application/yaml").statusCode())
			.as("AdCP is JSON")
			.isEqualTo(406);
	}

	@Test
	void theApplicationsViewsAndBodyAdviceAreHonoured() {
		HttpResponse<String> first = send("POST", "/views");
		assertThat(first.body()).contains("execution").doesNotContain("secret");
		assertSame(first, send("POST", "/views"), 200);
		String other = IdempotencyKey.generate();
		HttpResponse<String> signed = calls().send("POST", "/signed", other, null);
		assertThat(signed.body()).startsWith("{\"data\":");
		HttpResponse<String> again = calls().send("POST", "/signed", other, null);
		assertSame(signed, again, 200);
		assertThat(header(again, "Signature")).isEqualTo("signed");
	}

	@Test
	void aReadNeedsNoKeyAndMayAnswerLater() {
		HttpResponse<String> answer = calls().send("POST", "/products", null, "{\"context\":{\"n\":1}}");
		assertThat(json(answer).path("product").asString()).as(answer.body()).isEqualTo("summer");
		assertThat(json(answer).path("context").path("n").asInt()).isEqualTo(1);
		assertThat(json(answer).path("status").asString()).isEqualTo("completed");
		assertThat(header(answer, "Products")).isEqualTo("1");
		HttpResponse<String> deferred = calls().send("POST", "/deferred", null, null);
		assertThat(deferred.body()).contains("\"status\":\"completed\"").contains("\"product\":\"summer\"");
		HttpResponse<String> failed = calls().send("POST", "/products", null, "{\"name\":\"unknown\"}");
		assertThat(failed.statusCode()).isEqualTo(404);
		assertThat(json(failed).path("adcp_error").path("code").asString()).isEqualTo("PRODUCT_NOT_FOUND");
	}

	@Test
	void otherMethodsAreLeftAlone() {
		assertThat(calls().send("GET", "/plain", this.key, null).body()).isEqualTo("{\"plain\":1}");
	}

	// ---- failures ----

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "own | 418 | {\"own\":\"error\"}", "status | 402 | Payment Required",
			"problem | 423 | Locked", "runtime | 500 | Internal Server Error" })
	void theApplicationAnswersItsOwnExceptionsAndNothingIsKept(String how, int status, String part) {
		HttpResponse<String> answer = send("POST", "/failures/" + how);
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.body()).contains(part);
		assertThat(answer.body()).doesNotContain("adcp_error", "secret");
		assertThat(this.rows.count()).isZero();
		assertThat(isReplay(send("POST", "/failures/" + how))).isFalse();
	}

	@Test
	void ourOwnExceptionsAreProblemsOutsideOfAdcp() {
		HttpResponse<String> answer = send("POST", "/failures/adcp");
		assertProblem(answer, 404, "PRODUCT_NOT_FOUND");
		assertThat(json(answer).path("detail").asString()).isEqualTo("No such product");
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void anApplicationsHandlerOfEveryExceptionDoesNotHideOurs() {
		assertThat(send("POST", "/careful").statusCode()).isEqualTo(200);
		assertConflict(send("POST", "/careful?other"));
		assertProblem(calls().send("POST", "/careful", null, null), 400, "INVALID_REQUEST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "402", "409", "500" })
	void aStatusOfFailureRollsBackAndIsAnsweredAsItWasWritten(String status) {
		for (String path : List.of("/failures/", "/creatives/")) {
			for (int i = 0; i < 2; i++) {
				HttpResponse<String> answer = calls().send("POST", path + status, this.key, null);
				assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(status));
				assertThat(answer.body()).isEqualTo("{\"refused\":\"" + status + "\"}");
				assertThat(isReplay(answer)).isFalse();
			}
		}
		assertThat(header(send("POST", "/failures/402"), "Reason")).isEqualTo("budget");
		assertThat(this.rows.count()).isZero();
		assertThat(send("DELETE", "/orders/1").statusCode()).as("the key is free").isEqualTo(204);
	}

	@Test
	void anAdcpTasksFailuresAreTheApplicationsWhereItHandlesThemAndOtherwiseAdcps() {
		assertThat(send("POST", "/creatives/own").statusCode()).isEqualTo(418);
		assertThat(send("POST", "/creatives/status").statusCode()).isEqualTo(402);
		HttpResponse<String> other = send("POST", "/creatives/runtime");
		assertThat(other.statusCode()).isEqualTo(503);
		assertThat(json(other).path("adcp_error").path("code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
		assertThat(other.body()).doesNotContain("secret");
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void anErrorPageBehindAnAnswerDoesNotCarryIt() {
		HttpResponse<String> answer = calls().send("POST", "/media-buys", null,
				"{\"idempotency_key\":\"" + this.key + "\"}", "Break", "yes");
		assertThat(answer.statusCode()).isEqualTo(502);
		assertThat(answer.body()).doesNotContain("execution", "replayed", "completed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/vnd.unknown", "text/html", "application/cbor" })
	void aCallerThatDoesNotAcceptTheAnswerIsRefusedAndTheKeyStaysFree(String accept) {
		for (String path : List.of("/orders", "/media-buys", "/lists")) {
			String body = path.equals("/lists") ? "[1]" : "{}";
			String own = IdempotencyKey.generate();
			assertThat(calls().send("POST", path, own, body, "Accept", accept).statusCode()).as(path).isEqualTo(406);
			assertThat(this.rows.count()).as(path).isZero();
			assertThat(calls().send("POST", path, own, body).statusCode()).as(path).isEqualTo(201);
			this.rows.clear();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "*/*" })
	void aFormIsRefusedBecauseItsFieldsWouldNotBeCompared(String type) {
		for (String method : List.of("POST", "PUT")) {
			String path = method.equals("POST") ? "/orders" : "/orders/1/cancel";
			assertThat(calls().send(method, path, this.key, "a=1", "Content-Type", type).statusCode()).isEqualTo(415);
		}
		assertThat(this.rows.count()).isZero();
	}

	private HttpResponse<String> send(String method, String path) {
		return calls().send(method, path, this.key, null);
	}

	private HttpCalls calls() {
		return new HttpCalls(this.port);
	}

	private JsonNode dispatch(String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		TaskAnswer answer = this.dispatcher.dispatch(AdcpTask.CREATE_MEDIA_BUY, StrictJson.read(bytes), "agent-1");
		assertThat(answer.error()).as(answer.body()).isFalse();
		return JsonMapper.shared().readTree(answer.body());
	}

	private static void assertSame(HttpResponse<String> first, HttpResponse<String> second, int status) {
		assertThat(first.statusCode()).as(first.body()).isEqualTo(status);
		assertThat(second.statusCode()).isEqualTo(status);
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(header(second, "Content-Type")).isEqualTo(header(first, "Content-Type"));
		assertReplay(second);
	}

	private static void assertReplay(HttpResponse<String> answer) {
		assertThat(isReplay(answer)).as(answer.statusCode() + " " + answer.body()).isTrue();
	}

	private static void assertConflict(HttpResponse<String> answer) {
		assertProblem(answer, 409, "IDEMPOTENCY_CONFLICT");
	}

	private static void assertProblem(HttpResponse<String> answer, int status, String code) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
		assertThat(json(answer).path("code").asString("none")).isEqualTo(code);
		assertThat(json(answer).path("status").asInt()).isEqualTo(status);
	}

}
