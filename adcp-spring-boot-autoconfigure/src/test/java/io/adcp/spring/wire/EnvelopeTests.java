package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;

import io.adcp.spring.AdcpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Envelope}.
 */
class EnvelopeTests {

	private static final String FRONT = "{\"status\":\"completed\",\"replayed\":true";

	private final Envelope envelope = Envelope.completed(AdcpVersion.V3_1, true);

	@Test
	void standsBesideTheFieldsOfTheTask() {
		assertAround("{\"media_buy_id\":\"mb_1\"}", FRONT + ",\"media_buy_id\":\"mb_1\"}");
	}

	@Test
	void leavesTheBytesOfTheTaskAsTheyAre() {
		String body = "{ \"b\" : 1.00 ,\r\n\"a\":\"\\u0041 \u20ac \\/\"\n, \"n\" : [ ] }";
		assertAround(body, FRONT + "," + body.substring(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", " {} ", "\n{}\n" })
	void isTheWholeAnswerWhereTheTaskHasNone(String body) {
		assertAround(body, FRONT + "}");
	}

	@Test
	void isRightAroundWhiteSpace() {
		assertAround(" \n{ \t}\r\n", FRONT + " \t}");
		assertAround(" \n{ \"a\" : \"\u20ac\ud83d\ude00\" }\t\r\n", FRONT + ", \"a\" : \"\u20ac\ud83d\ude00\" }");
	}

	@ParameterizedTest
	@ValueSource(strings = { "replayed", "context", "idempotency_key", "timestamp", "adcp_version",
			"adcp_major_version", "\\u0072eplayed" })
	void aFieldOfTheTaskNeverStandsForOneOfTheEnvelope(String name) {
		assertAround("{\"" + name + "\":{\"first\":1}}", FRONT + "}");
		assertAround("{ \"" + name + "\" : 1 , \"x\" : 1.0 }", FRONT + ",\"x\" : 1.0}");
		assertAround("{\"x\":[ ],\"" + name + "\":null,\"y\":2}", FRONT + ",\"x\":[ ],\"y\":2}");
	}

	@Test
	void leavesFieldsWithinFieldsAlone() {
		assertAround("{\"a\":{\"status\":1},\"b\":[{\"replayed\":1}]}",
				FRONT + ",\"a\":{\"status\":1},\"b\":[{\"replayed\":1}]}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"status":"pending_start"}                                | pending_start | completed
			{"status":"active","media_buy_status":"active"}           | active        | completed
			{"status":"canceled","media_buy_status":"canceled"}       | canceled      | completed
			{"media_buy_status":"active"}                             | active        | completed
			{"status":"submitted","task_id":"t"}                      | submitted     | submitted
			{"status":"failed","task_id":"t"}                         | failed        | failed
			{"status":null}                                           | completed     | completed
			{"x":{"status":"active"}}                                 | completed     | completed
			""")
	void theStatusIsTheBuysInAdcp30AndTheTasksFrom31On(String body, String in30, String in31) {
		assertThat(status(AdcpVersion.V3_0, body)).isEqualTo(in30);
		assertThat(status(AdcpVersion.V3_1, body)).isEqualTo(in31);
	}

	private static String status(AdcpVersion version, String body) {
		String answer = Envelope.completed(version, false).around(body);
		return StrictJson.read(answer.getBytes(StandardCharsets.UTF_8)).path("status").asString();
	}

	@Test
	void carriesKeyAndContext() {
		JsonNode context = StrictJson.read("{\"a\":[1.50,null],\"q\":\"\\\"\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(Envelope.completed(AdcpVersion.V3_1, false)
			.withIdempotencyKey("k\"1")
			.withContext(context)
			.around("{\"x\":1}"))
			.isEqualTo("{\"status\":\"completed\",\"replayed\":false,\"idempotency_key\":\"k\\\"1\","
					+ "\"context\":{\"a\":[1.50,null],\"q\":\"\\\"\"},\"x\":1}");
	}

	@Test
	void tellsAnAbsentContextFromNull() {
		assertThat(this.envelope.withContext(JsonNodeFactory.instance.nullNode()).around("{}"))
			.isEqualTo(FRONT + ",\"context\":null}");
		assertThat(this.envelope.withContext(null).around("{}")).isEqualTo(FRONT + "}");
		assertThat(this.envelope.withContext(JsonNodeFactory.instance.missingNode()).around("{}"))
			.isEqualTo(FRONT + "}");
		assertThat(this.envelope.withIdempotencyKey(null).around("{}")).isEqualTo(FRONT + "}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "1", "null", "{", "{}{}", "{\"a\":1", "{\"a\":1}}", "x{}" })
	void refusesABodyThatIsNotAnObject(String body) {
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> this.envelope.around(body));
	}

	private void assertAround(String body, String expected) {
		String answer = this.envelope.around(body);
		assertThat(answer).isEqualTo(expected);
		assertThat(StrictJson.read(answer.getBytes(StandardCharsets.UTF_8)).isObject()).isTrue();
	}

}
