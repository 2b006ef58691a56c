package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpVersion;
import io.adcp.spring.Recovery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AdcpErrorBody}.
 */
class AdcpErrorBodyTests {

	@Test
	void writesAnErrorTwice() {
		assertThat(AdcpErrorBody.write(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null))
			.hasToString("{\"adcp_error\":{\"code\":\"PRODUCT_NOT_FOUND\",\"message\":\"No such product\","
					+ "\"recovery\":\"correctable\"},\"errors\":[{\"code\":\"PRODUCT_NOT_FOUND\","
					+ "\"message\":\"No such product\",\"recovery\":\"correctable\"}],\"status\":\"failed\"}");
	}

	@Test
	void writesAllThatAnErrorHas() {
		AdcpError error = new AdcpError("RATE_LIMITED", "Slow down", Recovery.TRANSIENT, "packages[0]",
				Duration.ofMillis(1001), "Wait", List.of(Map.of("field", "a")), Map.of("limit", 60));
		assertThat(AdcpErrorBody.write(error, json("{\"t\":1}")).path("adcp_error"))
			.hasToString("{\"code\":\"RATE_LIMITED\",\"message\":\"Slow down\",\"recovery\":\"transient\","
					+ "\"field\":\"packages[0]\",\"retry_after\":2,\"suggestion\":\"Wait\","
					+ "\"issues\":[{\"field\":\"a\"}],\"details\":{\"limit\":60}}");
	}

	@Test
	void echoesTheContext() {
		AdcpError error = AdcpError.of(AdcpErrorCode.INVALID_REQUEST, "");
		assertThat(AdcpErrorBody.write(error, json("{\"t\":[1.50]}")).get("context")).hasToString("{\"t\":[1.50]}");
		assertThat(AdcpErrorBody.write(error, json("null")).get("context")).hasToString("null");
		assertThat(AdcpErrorBody.write(error, null).has("context")).isFalse();
	}

	@Test
	void tellsNothingOfAConflict() {
		AdcpError error = new AdcpError("IDEMPOTENCY_CONFLICT", "Key used before", Recovery.CORRECTABLE, "budget",
				Duration.ofSeconds(1), "s", List.of(Map.of("a", "b")), Map.of("hash", "h"));
		assertThat(AdcpErrorBody.write(error, null))
			.hasToString("{\"adcp_error\":{\"code\":\"IDEMPOTENCY_CONFLICT\",\"message\":\"Key used before\"},"
					+ "\"errors\":[{\"code\":\"IDEMPOTENCY_CONFLICT\",\"message\":\"Key used before\","
					+ "\"recovery\":\"correctable\"}],\"status\":\"failed\"}");
	}

	@Test
	void tellsTheRecoveryOfAConflictWhereItIsNoLeak() {
		AdcpError error = AdcpError.of(AdcpErrorCode.IDEMPOTENCY_CONFLICT, "Key used before");
		assertThat(AdcpErrorBody.write(List.of(error), null, AdcpVersion.V3_0).get("adcp_error").has("recovery"))
			.isFalse();
		assertThat(AdcpErrorBody.write(List.of(error), null, AdcpVersion.V3_1))
			.hasToString("{\"adcp_error\":{\"code\":\"IDEMPOTENCY_CONFLICT\",\"message\":\"Key used before\","
					+ "\"recovery\":\"correctable\"},\"errors\":[{\"code\":\"IDEMPOTENCY_CONFLICT\","
					+ "\"message\":\"Key used before\",\"recovery\":\"correctable\"}],\"status\":\"failed\","
					+ "\"adcp_version\":\"3.1\"}");
	}

	@ParameterizedTest
	@CsvSource({ "PT0S,1", "PT0.001S,1", "PT1S,1", "PT1.000000001S,2", "PT1H,3600", "PT25H,3600" })
	void writesWholeSecondsRoundedUp(Duration retryAfter, int seconds) {
		AdcpError error = AdcpError.of(AdcpErrorCode.RATE_LIMITED, "").withRetryAfter(retryAfter);
		assertThat(AdcpErrorBody.write(error, null).at("/adcp_error/retry_after").intValue()).isEqualTo(seconds);
	}

	@Test
	void readsWhatItWrites() {
		AdcpError first = new AdcpError("RATE_LIMITED", "Slow down", Recovery.TRANSIENT, "packages[0]",
				Duration.ofSeconds(2), "Wait", List.of(Map.of("field", "a", "rows", List.of(1, 2))),
				Map.of("limit", 60, "more", Map.of("a", true)));
		AdcpError second = AdcpError.of("SELLERS_OWN", "Something", Recovery.TERMINAL);
		assertThat(AdcpErrorBody.read(AdcpErrorBody.write(List.of(first, second), null, null))).containsExactly(first,
				second);
		AdcpError conflict = AdcpError.of(AdcpErrorCode.IDEMPOTENCY_CONFLICT, "Key used before");
		assertThat(AdcpErrorBody.read(AdcpErrorBody.write(conflict, null))).containsExactly(conflict);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"adcp_error\":{\"code\":\"X\",\"message\":\"m\",\"recovery\":\"terminal\"}}",
			"{\"errors\":[{\"code\":\"X\",\"message\":\"m\",\"recovery\":\"terminal\"}]}",
			"{\"adcp_error\":{\"code\":\"X\",\"message\":\"m\"},\"errors\":[{\"code\":\"X\",\"recovery\":\"terminal\"}]}",
			"{\"adcp_error\":{\"code\":\"X\",\"message\":\"m\",\"recovery\":\"terminal\"},\"errors\":\"none\"}",
			"{\"adcp_error\":null,\"errors\":[7,{\"code\":\"X\",\"message\":\"m\",\"recovery\":\"terminal\"}]}" })
	void readsErrorsFromWhereverTheyStand(String body) {
		assertThat(read(body)).containsExactly(AdcpError.of("X", "m", Recovery.TERMINAL));
	}

	@Test
	void takesAnAbsentRecoveryFromTheCodeWhereAdcpDefinesIt() {
		assertThat(first("{\"adcp_error\":{\"code\":\"IDEMPOTENCY_CONFLICT\"}}").recovery())
			.isEqualTo(Recovery.CORRECTABLE);
		assertThat(first("{\"errors\":[{\"code\":\"ACCOUNT_SUSPENDED\"}]}").recovery()).isEqualTo(Recovery.TERMINAL);
		assertThat(first("{\"adcp_error\":{\"code\":\"INVALID_REQUEST\",\"recovery\":\"later\"}}").recovery())
			.isEqualTo(Recovery.TRANSIENT);
	}

	@Test
	void takesAnAbsentOrUnknownRecoveryForTransient() {
		assertThat(first("{\"adcp_error\":{\"code\":\"X\"}}").recovery()).isEqualTo(Recovery.TRANSIENT);
		assertThat(first("{\"adcp_error\":{\"code\":\"X\",\"recovery\":\"later\"}}").recovery())
			.isEqualTo(Recovery.TRANSIENT);
		assertThat(first("{\"adcp_error\":{\"code\":\"X\",\"recovery\":7}}").recovery()).isEqualTo(Recovery.TRANSIENT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2           | 2
			1.2         | 2
			0.2         | 1
			0           | 1
			"3"         | 3
			"2.5"       | 3
			" 4 "       | 4
			1e999999999 | 2147483647
			1e-99999999 | 1
			99999999999 | 2147483647
			-1          |
			"soon"      |
			""          |
			null        |
			true        |
			[2]         |
			""")
	void readsTheTimeToWaitHoweverItIsWritten(String sent, @Nullable Integer seconds) {
		Duration retryAfter = first("{\"adcp_error\":{\"code\":\"X\",\"retry_after\":" + sent + "}}").retryAfter();
		assertThat(retryAfter).isEqualTo((seconds != null) ? Duration.ofSeconds(seconds) : null);
	}

	@Test
	void passesOverWhatIsNotAsExpected() {
		AdcpError error = first("""
				{"adcp_error":{"code":7,"message":null,"field":{},"suggestion":[],"issues":{"a":1},"details":"x"}}""");
		assertThat(error).isEqualTo(AdcpError.of("UNKNOWN", "", Recovery.TRANSIENT));
		assertThat(first("{\"adcp_error\":{\"details\":{\"a\":null,\"b\":{\"c\":null}},\"issues\":[1,{\"d\":null}]}}"))
			.satisfies((read) -> {
				assertThat(read.details()).containsOnlyKeys("b");
				assertThat(read.issues()).containsExactly(Map.of());
			});
	}

	@Test
	void readsNothingWhereThereIsNoError() {
		assertThat(read("{}")).isEmpty();
		assertThat(read("{\"errors\":[]}")).isEmpty();
		assertThat(read("{\"status\":\"failed\",\"adcp_error\":\"x\"}")).isEmpty();
		assertThat(read("[]")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"adcp_error\":{\"code\":\"X\"},\"media_buy_id\":\"1\"}",
			"{\"status\":\"failed\",\"errors\":[{\"code\":\"X\"}],\"media_buy_id\":\"1\"}",
			"{\"status\":\"rejected\",\"errors\":[{}],\"x\":1}", "{\"status\":\"canceled\",\"errors\":[{}],\"x\":1}",
			"{\"errors\":[{\"code\":\"X\"}]}",
			"{\"status\":\"completed\",\"errors\":[{\"code\":\"X\"}],\"context\":{},\"message\":\"m\",\"ext\":{}}" })
	void knowsAnErrorBody(String body) {
		assertThat(AdcpErrorBody.isError(json(body))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "{\"products\":[],\"errors\":[{\"code\":\"WARNING\"}]}",
			"{\"status\":\"canceled\",\"media_buy_id\":\"1\"}", "{\"status\":\"canceled\",\"errors\":[]}",
			"{\"errors\":[]}", "{\"errors\":\"none\"}", "{\"adcp_error\":null}", "{\"status\":\"failed\"}",
			"{\"status\":7,\"errors\":[{}],\"x\":1}", "{\"data\":{\"adcp_error\":{}}}" })
	void knowsASuccess(String body) {
		assertThat(AdcpErrorBody.isError(json(body))).isFalse();
	}

	private static AdcpError first(String body) {
		return read(body).get(0);
	}

	private static List<AdcpError> read(String body) {
		return AdcpErrorBody.read(json(body));
	}

	private static JsonNode json(String text) {
		return JsonMapper.builder()
			.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.build()
			.readTree(text.getBytes(StandardCharsets.UTF_8));
	}

}
