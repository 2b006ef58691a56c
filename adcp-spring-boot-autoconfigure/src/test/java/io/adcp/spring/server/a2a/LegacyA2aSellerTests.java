package io.adcp.spring.server.a2a;

import java.net.http.HttpResponse;
import java.util.Arrays;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.testing.HttpCalls;
import io.adcp.spring.wire.A2aVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A seller that was told to speak A2A 0.3 as well.
 */
@SpringBootTest(classes = A2aSeller.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:legacy-a2a-seller;DB_CLOSE_DELAY=-1", A2aSeller.ENABLED,
				A2aSeller.NAME, "adcp.server.a2a.versions=1.0,0.3", "adcp.server.a2a.path=/agents/seller",
				"adcp.server.a2a.url=https://seller.example/public" })
class LegacyA2aSellerTests {

	private static final String PATH = "/agents/seller";

	@LocalServerPort
	private int port;

	private final String input = "{\"idempotency_key\":\"%s\",\"name\":\"summer\",\"budget\":5}"
		.formatted(IdempotencyKey.generate());

	@ParameterizedTest
	@ValueSource(strings = { "input", "parameters" })
	void withoutAHeaderACallIsOneOf03(String name) {
		JsonNode task = result(message("\"%s\":%s".formatted(name, this.input)));
		assertThat(task.path("kind").asString()).isEqualTo("task");
		assertThat(task.at("/status/state").asString()).isEqualTo("completed");
		JsonNode part = task.at("/artifacts/0/parts/0");
		assertThat(part.path("kind").asString()).isEqualTo("data");
		assertThat(part.at("/data/media_buy_id").asString()).startsWith("mb_");
	}

	@Test
	void theSameKeyInBothVersionsIsTheSameCall() {
		JsonNode first = result(message("\"input\":" + this.input)).at("/artifacts/0/parts/0/data");
		String message = A2aCalls.message("SendMessage",
				A2aCalls.message(A2aCalls.part("create_media_buy", this.input)));
		JsonNode second = HttpCalls.json(post(message, "A2A-Version", "1.0", "A2A-Extensions", A2aVersion.PROFILE))
			.at("/result/task/artifacts/0/parts/0/data");
		assertThat(second.path("media_buy_id")).isEqualTo(first.path("media_buy_id"));
		assertThat(second.path("replayed").asBoolean()).isTrue();
	}

	@Test
	void aFailureIsAFailedTask() {
		JsonNode task = result(message("\"input\":{}"));
		assertThat(task.at("/status/state").asString()).isEqualTo("failed");
		assertThat(HttpCalls.errorCode(task.at("/artifacts/0/parts/0/data"))).isEqualTo("INVALID_REQUEST");
	}

	@ParameterizedTest
	@CsvSource({ "tasks/get, -32001", "tasks/cancel, -32001", "message/stream, -32004", "tasks/resubscribe, -32004",
			"tasks/pushNotificationConfig/set, -32003", "SendMessage, -32601" })
	void theMethodsHaveTheNamesOf03(String method, int code) {
		JsonNode answer = HttpCalls.json(post(A2aCalls.message(method, "{\"id\":\"t-1\"}")));
		assertThat(answer.at("/error/code").asInt()).isEqualTo(code);
	}

	@Test
	void inVersion10TheInputHasNoOtherName() {
		String message = A2aCalls.message("SendMessage",
				A2aCalls.message("{\"data\":{\"skill\":\"get_products\",\"parameters\":{}}}"));
		JsonNode answer = HttpCalls.json(post(message, "A2A-Version", "1.0", "A2A-Extensions", A2aVersion.PROFILE));
		assertThat(answer.at("/error/code").asInt()).isEqualTo(-32602);
	}

	@Test
	void theCardHasTheShapesOfBothVersionsAndTheAddressThatWasSet() {
		JsonNode card = HttpCalls
			.json(new HttpCalls(this.port).send("GET", "/.well-known/agent-card.json", null, null));
		assertThat(card.at("/supportedInterfaces/0/protocolVersion").asString()).isEqualTo("1.0");
		assertThat(card.at("/supportedInterfaces/1/protocolVersion").asString()).isEqualTo("0.3");
		assertThat(card.at("/supportedInterfaces/0/url").asString()).isEqualTo("https://seller.example/public");
		assertThat(card.path("url").asString()).isEqualTo("https://seller.example/public");
		assertThat(card.path("protocolVersion").asString()).isEqualTo("0.3.0");
		assertThat(card.path("preferredTransport").asString()).isEqualTo("JSONRPC");
	}

	private JsonNode result(String message) {
		return HttpCalls.json(post(message)).path("result");
	}

	private HttpResponse<String> post(String message, String... headers) {
		String[] all = Arrays.copyOf(headers, headers.length + 2);
		all[headers.length] = "X-Agent";
		all[headers.length + 1] = "agent-1";
		return new HttpCalls(this.port).post(PATH, message, all);
	}

	private static String message(String input) {
		return A2aCalls.message("message/send", """
				{"message":{"kind":"message","messageId":"m-1","role":"user","parts":[
				{"kind":"data","data":{"skill":"create_media_buy",%s}}]}}""".formatted(input));
	}

}
