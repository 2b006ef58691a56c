package io.adcp.spring.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StrictJson} and {@link JsonSlice}.
 */
class StrictJsonTests {

	@Test
	void keepsAllDigitsOfNumbers() {
		JsonNode json = read("{\"d\":12.50,\"i\":9007199254740993,\"b\":123456789012345678901234567890,\"e\":1e5}");
		assertThat(json.get("d").decimalValue()).isEqualTo(new BigDecimal("12.50"));
		assertThat(json.get("i").longValue()).isEqualTo(9007199254740993L);
		assertThat(json.get("b").bigIntegerValue()).isEqualTo(new BigInteger("123456789012345678901234567890"));
		assertThat(JsonMapper.shared().writeValueAsString(json.get("d"))).isEqualTo("12.50");
		assertThat(json.get("e").decimalValue()).isEqualByComparingTo("100000");
	}

	@Test
	void tellsNullFromAbsent() {
		JsonNode json = read("{\"a\":null}");
		assertThat(json.get("a").isNull()).isTrue();
		assertThat(json.has("b")).isFalse();
	}

	@Test
	void tellsWhichNameComesTwice() {
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> read("{\"params\":{\"arguments\":{\"a\":\"secret\",\"a\":2}}}"))
			.withMessage("Name twice in one object at params.arguments.a")
			.withNoCause();
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> read("{\"context\":[9007199254740993,{\"a\":1,\"\\u0061\":2}]}"))
			.withMessage("Name twice in one object at context[1].a");
	}

	@Test
	void takesTheLongestNamesAndNumbersAndNoLongerOnes() {
		assertThat(read("{\"" + "n".repeat(50_000) + "\":1}").size()).isEqualTo(1);
		assertThat(read("1." + "0".repeat(998)).isNumber()).isTrue();
		assertThat(read("\"" + "\u20ac".repeat(1_000_000) + "\"").stringValue()).hasSize(1_000_000);
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> read("{\"" + "n".repeat(50_001) + "\":1}"))
			.withMessage("Name too long");
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> read("1." + "0".repeat(999)))
			.withMessage("Number too long");
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> read("\"" + "n".repeat(20_000_001) + "\""))
			.withMessage("String too long");
	}

	@Test
	void readsASliceAndNothingElse() {
		byte[] text = bytes("xx {\"a\":1} yy");
		assertThat(StrictJson.read(text, 2, 9).toString()).isEqualTo("{\"a\":1}");
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> StrictJson.read(text, 2, 10));
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> StrictJson.read(text, 3, 6));
	}

	@Test
	void findsAMemberByItsPath() {
		assertThat(find("{\"id\":1,\"params\":{\"name\":\"n\",\"arguments\": {\"a\" : [1, 2]} } }"))
			.isEqualTo("{\"a\" : [1, 2]}");
		assertThat(find("{\"params\":{\"\\u0061rguments\":\"{\"}}")).isEqualTo("\"{\"");
		assertThat(find("{\"params\":{\"arguments\": null }}")).isEqualTo("null");
		assertThat(find("{\"params\":{\"arguments\":-1.5e3}}")).isEqualTo("-1.5e3");
		assertThat(find(" {\"params\":{\"x\":{\"arguments\":1},\"arguments\":2}}")).isEqualTo("2");
	}

	@Test
	void findsNothingWhereThereIsNothing() {
		assertThat(find("{\"arguments\":{}}")).isNull();
		assertThat(find("{\"params\":{}}")).isNull();
		assertThat(find("{\"params\":[{\"arguments\":1}]}")).isNull();
		assertThat(find("[]")).isNull();
		assertThat(find("{\"x\":{\"params\":{\"arguments\":1}}}")).isNull();
	}

	@Test
	void findsTheWholeTextByAnEmptyPath() {
		JsonSlice slice = StrictJson.find(bytes(" [1] "));
		assertThat(slice).isNotNull().extracting(JsonSlice::text).isEqualTo("[1]");
	}

	@Test
	void refusesToChooseOneOfTwo() {
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> find("{\"params\":{\"arguments\":1,\"arguments\":2}}"))
			.withMessage("Name twice in one object at params.arguments");
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> find("{\"params\":{\"arguments\":1},\"params\":{}}"))
			.withMessage("Name twice in one object at params");
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> find("{\"params\":{\"arguments\":1}} x"));
	}

	@Test
	void givesASlicesBytesAndTree() {
		byte[] text = bytes("{\"a\":{\"b\":\"\u20ac\"}}");
		JsonSlice slice = Objects.requireNonNull(StrictJson.find(text, "a"));
		assertThat(slice.source()).isSameAs(text);
		assertThat(slice.offset()).isEqualTo(5);
		assertThat(slice.length()).isEqualTo(11);
		assertThat(slice.toByteArray()).isEqualTo(bytes("{\"b\":\"\u20ac\"}"));
		assertThat(slice.read().path("b").stringValue()).isEqualTo("\u20ac");
		assertThat(slice).hasToString("JsonSlice[5, 11 bytes]");
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> new JsonSlice(text, 5, 100));
	}

	private static @Nullable String find(String json) {
		JsonSlice slice = StrictJson.find(bytes(json), "params", "arguments");
		return (slice != null) ? slice.text() : null;
	}

	private static JsonNode read(String json) {
		return StrictJson.read(bytes(json));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
