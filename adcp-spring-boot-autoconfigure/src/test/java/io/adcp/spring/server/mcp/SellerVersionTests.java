package io.adcp.spring.server.mcp;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.testing.HttpCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers get the release of AdCP that they ask for, and the envelope is the call's own.
 */
@SpringBootTest(classes = McpSeller.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { McpSeller.DATABASE, McpSeller.NAME })
class SellerVersionTests {

	@LocalServerPort
	private int port;

	@Test
	void theHandlersOwnFieldsNeverStandForTheEnvelopesNotEvenInAReplay() {
		String key = IdempotencyKey.generate();
		JsonNode first = create("\"idempotency_key\":\"%s\",\"context\":{\"call\":1}".formatted(key));
		JsonNode second = create("\"idempotency_key\":\"%s\",\"context\":{\"call\":2}".formatted(key));
		JsonNode third = create("\"idempotency_key\":\"%s\"".formatted(key));
		assertThat(first.path("media_buy_id")).isEqualTo(second.path("media_buy_id"))
			.isEqualTo(third.path("media_buy_id"));
		assertThat(first.at("/context/call").asInt()).isOne();
		assertThat(second.at("/context/call").asInt()).isEqualTo(2);
		assertThat(third.has("context")).isFalse();
		assertThat(first.path("replayed").asBoolean(true)).isFalse();
		assertThat(second.path("replayed").asBoolean()).isTrue();
		assertThat(first.path("idempotency_key").asString()).isEqualTo(key);
		assertThat(second.path("idempotency_key").asString()).isEqualTo(key);
		assertThat(second.has("timestamp")).isFalse();
	}

	@Test
	void oneRecordIsReplayedToEachReleaseInItsOwnShape() {
		String key = "\"idempotency_key\":\"%s\"".formatted(IdempotencyKey.generate());
		assertThat(create(key).path("status").asString()).isEqualTo("pending_creatives");
		String other = "\"idempotency_key\":\"%s\",\"adcp_version\":\"3.1\"".formatted(IdempotencyKey.generate());
		JsonNode in31 = create(other);
		assertThat(in31.path("status").asString()).isEqualTo("completed");
		assertThat(in31.path("media_buy_status").asString()).isEqualTo("pending_creatives");
		assertThat(create(other).path("status").asString()).isEqualTo("completed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "3.1", "3.2" })
	void whatAReleaseCallsARuleHoldsForSuccessesAndErrors(String release) {
		String fields = "\"idempotency_key\":\"%s\",\"adcp_version\":\"%s\"".formatted(IdempotencyKey.generate(),
				release);
		JsonNode booked = create(fields);
		assertThat(booked.path("adcp_version").asString()).isEqualTo(release);
		assertThat(booked.path("status").asString()).isEqualTo("completed");
		assertThat(booked.path("media_buy_status").asString()).isEqualTo("pending_creatives");
		JsonNode conflict = create("\"x\":1," + fields);
		assertThat(conflict.path("adcp_version").asString()).isEqualTo(release);
		assertThat(conflict.at("/adcp_error").propertyNames()).containsExactly("code", "message", "recovery");
		JsonNode refused = call("create_media_buy", "{\"name\":\"\"," + fields + "}");
		assertThat(refused.path("adcp_version").asString()).isEqualTo(release);
		assertThat(refused.at("/adcp_error/recovery").asString()).isEqualTo("correctable");
	}

	@Test
	void aConflictIn30HasItsRecoveryAmongTheErrorsAlone() {
		String fields = "\"idempotency_key\":\"%s\",\"adcp_version\":\"3.0\"".formatted(IdempotencyKey.generate());
		create(fields);
		JsonNode conflict = create("\"x\":1," + fields);
		assertThat(conflict.at("/adcp_error").propertyNames()).containsExactly("code", "message");
		assertThat(conflict.at("/errors/0/recovery").asString()).isEqualTo("correctable");
	}

	@Test
	void anOptionalKeyIsHonouredWhereTheHandlerIsIdempotent() {
		String keyed = "{\"idempotency_key\":\"%s\",\"adcp_version\":\"3.2\"}".formatted(IdempotencyKey.generate());
		JsonNode first = call("get_products", keyed);
		JsonNode second = call("get_products", keyed);
		assertThat(second.path("calls")).isEqualTo(first.path("calls"));
		assertThat(second.path("replayed").asBoolean()).isTrue();
		JsonNode without = call("get_products", "{\"adcp_version\":\"3.2\"}");
		assertThat(without.path("calls").asInt()).isGreaterThan(first.path("calls").asInt());
		assertThat(without.path("replayed").asBoolean()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"adcp_version":"3.0"                        | 3.0
			"adcp_version":"3.1"                        | 3.1
			"adcp_version":"3.2"                        | 3.2
			"adcp_version":"3.3"                        | 3.2
			"adcp_version":"3.1","adcp_major_version":3 | 3.1
			"adcp_major_version":3                      | 3.0
			"brief":"x"                                 | 3.0
			""")
	void theReleaseServedIsTheOneAskedForOrTheNextBelow(String asked, String served) {
		JsonNode answer = call("get_products", "{" + asked + "}");
		assertThat(answer.path("adcp_version").asString()).isEqualTo(served);
		assertThat(answer.path("served_to_handler").asString()).isEqualTo(served);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"adcp_version\":\"99.0\"", "\"adcp_version\":\"2.9\"", "\"adcp_version\":\"4.0\"",
			"\"adcp_version\":\"3.1-beta.5\"", "\"adcp_version\":\"v3\"", "\"adcp_version\":3.1",
			"\"adcp_major_version\":99", "\"adcp_major_version\":99999999999999999999", "\"adcp_major_version\":\"3\"",
			"\"adcp_version\":\"3.1\",\"adcp_major_version\":4" })
	void anotherReleaseIsRefusedWithThoseThatAreServed(String asked) {
		JsonNode answer = call("get_products", "{\"context\":{\"call\":1}," + asked + "}");
		JsonNode error = answer.path("adcp_error");
		assertThat(error.path("code").asString()).isEqualTo("VERSION_UNSUPPORTED");
		assertThat(error.path("recovery").asString()).isEqualTo("correctable");
		assertThat(error.at("/details/supported_versions").toString()).isEqualTo("[\"3.0\",\"3.1\",\"3.2\"]");
		assertThat(error.at("/details/supported_majors").toString()).isEqualTo("[3]");
		assertThat(answer.at("/context/call").asInt()).isOne();
		assertThat(answer.path("adcp_version").asString()).isEqualTo("3.0");
	}

	@Test
	void theCapabilitiesNameTheReleases() {
		JsonNode adcp = call("get_adcp_capabilities", "{}").path("adcp");
		assertThat(adcp.path("supported_versions").toString()).isEqualTo("[\"3.0\",\"3.1\",\"3.2\"]");
		assertThat(adcp.path("major_versions").toString()).isEqualTo("[3]");
	}

	private JsonNode create(String fields) {
		return call("create_media_buy", "{\"name\":\"own-envelope\",\"budget\":1," + fields + "}");
	}

	private JsonNode call(String task, String arguments) {
		return HttpCalls.result(new HttpCalls(this.port).tool(task, arguments));
	}

}
