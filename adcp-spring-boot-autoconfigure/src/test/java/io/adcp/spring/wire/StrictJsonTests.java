package io.adcp.spring.wire;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StrictJson}.
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
			.withMessageContaining("too long");
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> read("1." + "0".repeat(999)))
			.withMessage("Number too long");
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> read("\"" + "n".repeat(20_000_001) + "\""))
			.withMessageContaining("too long");
	}

	@Test
	void refusesMoreThanOneValue() {
		for (String json : new String[] { "1 2", "{} x", "[1],", "true false" }) {
			assertThatExceptionOfType(MalformedJsonException.class).as(json).isThrownBy(() -> read(json));
		}
	}

	@Test
	void boundsTheValuesOfARequest() {
		String most = "[" + "1,".repeat(TreeReader.MAX_VALUES - 2) + "1]";
		assertThat(read(most).size()).isEqualTo(TreeReader.MAX_VALUES - 1);
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> read(most.replace("]", ",1]")))
			.withMessageStartingWith("More than 500000 values");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{},", "[],", "0.5,", "[{}],", "\"\\u20ac\"," })
	void aTreeRetainsAtMostTwentyTimesTheLargestRequest(String element) {
		int size = 4 << 20;
		String text = "[" + element.repeat(Math.min(size / element.length(), TreeReader.MAX_VALUES / 2 - 1)) + "1]";
		assertThat(retained(() -> read(text))).isLessThan(20L * size);
	}

	@Test
	void aTreeOfDistinctNamesRetainsAtMostTwentyTimesTheLargestRequest() {
		int size = 4 << 20;
		StringBuilder text = new StringBuilder(size + 20).append('{');
		for (int i = 0; text.length() < size; i++) {
			text.append('"').append(Integer.toString(i, 36)).append("\":0.5,");
		}
		String json = text.append("\"last\":1}").toString();
		assertThat(retained(() -> read(json))).isLessThan(20L * size);
	}

	// Several trees, so that what else the virtual machine does hardly counts
	private static long retained(Supplier<JsonNode> reading) {
		JsonNode[] trees = new JsonNode[2];
		reading.get();
		long before = used();
		for (int i = 0; i < trees.length; i++) {
			trees[i] = reading.get();
		}
		long after = used();
		Reference.reachabilityFence(trees);
		return (after - before) / trees.length;
	}

	private static long used() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static JsonNode read(String json) {
		return StrictJson.read(bytes(json));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
