package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

	private final Envelope envelope = Envelope.completed(true);

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

	@Test
	void neverOverwritesAFieldOfTheTask() {
		assertAround("{\"status\":\"active\"}", "{\"replayed\":true,\"status\":\"active\"}");
		assertAround("{\"\\u0073tatus\":\"active\",\"replayed\":null}",
				"{\"\\u0073tatus\":\"active\",\"replayed\":null}");
		assertAround("{\"a\":{\"status\":1},\"b\":[{\"replayed\":1}]}",
				FRONT + ",\"a\":{\"status\":1},\"b\":[{\"replayed\":1}]}");
	}

	@Test
	void carriesKeyAndContext() {
		JsonNode context = StrictJson.read("{\"a\":[1.50,null],\"q\":\"\\\"\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(Envelope.completed(false).withIdempotencyKey("k\"1").withContext(context).around("{\"x\":1}"))
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
		assertThat(this.envelope.around(body)).isEqualTo(expected);
		byte[] answer = this.envelope.around(body.getBytes(StandardCharsets.UTF_8));
		assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo(expected);
		assertThat(StrictJson.read(answer).isObject()).isTrue();
	}

}
