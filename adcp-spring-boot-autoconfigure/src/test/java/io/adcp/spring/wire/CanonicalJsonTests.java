package io.adcp.spring.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CanonicalJson}.
 */
class CanonicalJsonTests {

	@Test
	void writesTheExampleOfTheRfc() {
		assertCanonical("""
				{
				  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
				  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
				  "literals": [null, true, false]
				}""", "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
				+ "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
	}

	@Test
	void ordersNamesByTheirUtf16CodeUnits() {
		assertCanonical("""
				{"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
				"1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
				"\\u00f6": "Latin Small Letter O With Diaeresis"}""",
				"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
						+ "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
						+ "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
						+ "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
	}

	@Test
	void ordersNamesByWhatTheyMeanAndNotByHowTheyAreEscaped() {
		assertCanonical("{\"a]\":1,\"a\\\"\":2,\"a\\\\\":3,\"a\\n\":4,\"a\":5,\"\":6,\"a\\u0061\":7,\"a!\":8}",
				"{\"\":6,\"a\":5,\"a\\n\":4,\"a!\":8,\"a\\\"\":2,\"a\\\\\":3,\"a]\":1,\"aa\":7}");
	}

	@Test
	void ordersAnObjectOfManyMembers() {
		StringBuilder shuffled = new StringBuilder("{");
		StringBuilder sorted = new StringBuilder("{");
		for (int i = 0; i < 1000; i++) {
			shuffled.append("\"k%03d\" : %d ,".formatted((i * 617) % 1000, (i * 617) % 1000));
			sorted.append("\"k%03d\":%d,".formatted(i, i));
		}
		shuffled.setCharAt(shuffled.length() - 1, '}');
		sorted.setCharAt(sorted.length() - 1, '}');
		assertCanonical(shuffled.toString(), sorted.toString());
	}

	@ParameterizedTest
	@CsvSource({ "0000000000000000,0", "8000000000000000,0", "0000000000000001,5e-324", "8000000000000001,-5e-324",
			"7fefffffffffffff,1.7976931348623157e+308", "ffefffffffffffff,-1.7976931348623157e+308",
			"4340000000000000,9007199254740992", "c340000000000000,-9007199254740992",
			"4430000000000000,295147905179352830000", "44b52d02c7e14af5,9.999999999999997e+22",
			"44b52d02c7e14af6,1e+23", "44b52d02c7e14af7,1.0000000000000001e+23",
			"444b1ae4d6e2ef4e,999999999999999700000", "444b1ae4d6e2ef4f,999999999999999900000",
			"444b1ae4d6e2ef50,1e+21", "3eb0c6f7a0b5ed8c,9.999999999999997e-7", "3eb0c6f7a0b5ed8d,0.000001",
			"41b3de4355555553,333333333.3333332", "41b3de4355555554,333333333.33333325",
			"41b3de4355555555,333333333.3333333", "41b3de4355555556,333333333.3333334",
			"41b3de4355555557,333333333.33333343", "becbf647612f3696,-0.0000033333333333333333",
			"43143ff3c1cb0959,1424953923781206.2" })
	void writesTheNumbersOfTheRfc(String bits, String expected) {
		double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
		assertThat(text(CanonicalJson.canonicalize(JsonNodeFactory.instance.numberNode(value)))).isEqualTo(expected);
		assertCanonical(expected, expected);
	}

	@ParameterizedTest
	@CsvSource({ "1.0,1", "1e0,1", "1E+0,1", "10e-1,1", "-0,0", "-0.0,0", "-0.000e5,0", "0e0,0", "0.10,0.1", "100,100",
			"100.00,100", "0.000001,0.000001", "0.0000010,0.000001", "0.0000001,1e-7", "-0.00000012,-1.2e-7",
			"1e20,100000000000000000000", "1e21,1e+21", "123456789012345,123456789012345",
			"1234567890123456,1234567890123456", "-9007199254740992,-9007199254740992",
			"9007199254740991.0,9007199254740991", "0.30000000000000004,0.30000000000000004",
			"0.300000000000000040,0.30000000000000004", "0.1000000000000000055511151231257827,0.1",
			"1152921504606847000,1152921504606847000", "1e00000000000000000000000001,10" })
	void writesEqualNumbersAlike(String sent, String expected) {
		assertCanonical(sent, expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "9007199254740993", "-9007199254740993", "9007199254740993.0", "9223372036854775807",
			"1152921504606846976", "9.007199254740993e15", "1e309", "-1e309", "1E+1000000000", "1E-1000000000",
			"0E1000000000", "1e99999999999999999999", "1e-400", "9007199254740992.5" })
	void refusesNumbersThatADoubleDoesNotHold(String number) {
		assertMalformed("{\"a\":[" + number + "]}", "Number ");
	}

	@Test
	void decidesQuicklyAboutEndlessNumbers() {
		assertMalformed("9".repeat(400), "Number too large");
		assertMalformed("9".repeat(1_000_000), "A name, a number or a string is too long");
		assertMalformed("0." + "0".repeat(990) + "1", "Number too close to zero");
		assertMalformed("1E" + "9".repeat(900), "Number with an exponent out of range");
		assertCanonical("1" + "0".repeat(308), "1e+308");
		assertCanonical("0." + "0".repeat(900) + "1e900", "0.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "[", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "[1,",
			"[1,]", "[,1]", "{,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{1:1}", "[1 2]", "[1}", "{\"a\":1]", "]", "}",
			"\"", "\"a", "\"\\", "\"\\u", "\"\\u12", "\"\\u12G4\"", "\"\\x\"", "\"\\'\"", "\"\\U0041\"", "01", "-01",
			"00", "-", "+1", ".5", "1.", "1.e1", "1e", "1e+", "1e-", "0x1", "1_000", "1a", "NaN", "Infinity",
			"-Infinity", "tru", "truE", "nul", "fals", "truefalse", "True", "1 1", "{} {}", "{}x", "[]]", "null,",
			"\"a\"\"b\"", "/* */1", "1//", "# 1", "\u00a01", "\u000b1", "\f1", "\"a\tb\"", "\"a\nb\"", "\"\0\"",
			"\ufeff1", "\ufeff{}" })
	void refusesWhatIsNotJson(String json) {
		assertMalformed(json, "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83dx\"", "\"\\ud83d\\n\"", "\"\\ud83d\\ud83d\"",
			"\"\\ude00\\ud83d\"", "\"\\ud83d\\u0041\"", "{\"context\":\"\\ud83d\"}" })
	void refusesLoneSurrogates(String json) {
		assertMalformed(json, "Lone surrogate");
	}

	@Test
	void refusesLoneSurrogatesInNames() {
		assertMalformed("{\"\\ud83d\":1}", "");
		assertMalformed("{\"context\":{\"a\\ude00\":1}}", "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "80", "bf", "c0af", "c1bf", "c3", "c328", "e282", "e28228", "e08080", "e09fbf", "eda080",
			"edbfbf", "f0808080", "f08fbfbf", "f0288cbc", "f09028bc", "f0908c", "f4908080", "f5808080", "ff", "fe" })
	void refusesInvalidUtf8(String hex) {
		byte[] json = HexFormat.of().parseHex("22" + hex + "22");
		assertMalformed(json, "Invalid UTF-8");
		assertMalformed(HexFormat.of().parseHex("22" + hex), "Invalid UTF-8");
		assertMalformed(HexFormat.of().parseHex("7b22" + hex + "223a317d"), "Invalid UTF-8");
	}

	@Test
	void refusesOtherEncodings() {
		assertMalformed("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE), "");
		assertMalformed("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE), "");
		assertMalformed("{\"a\":1}".getBytes(StandardCharsets.UTF_16), "");
		assertMalformed(new byte[] { 0, 0, 0, '1' }, "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "{\"\\u0061\":1,\"a\":2}",
			"{\"a\\n\":1,\"b\":0,\"a\\u000a\":2}", "{\"\":1,\"\":1}", "{\"b\":1,\"a\":1,\"b\":2}",
			"{\"x\":[{\"b\":1,\"b\":2}]}", "{\"context\":1,\"context\":2}", "{\"context\":{\"a\":1,\"a\":1}}",
			"{\"idempotency_key\":\"a\",\"idempotency\\u005fkey\":\"b\"}", "{\"\ud83d\ude00\":1,\"\\ud83d\\ude00\":1}",
			"{\"push_notification_config\":{\"authentication\":{\"credentials\":1,\"credentials\":1}}}" })
	void refusesANameThatComesTwice(String json) {
		assertMalformed(json, "Name twice in one object");
	}

	@Test
	void refusesANameThatComesTwiceInALargeObject() {
		StringBuilder json = new StringBuilder("{\"k500\":0");
		for (int i = 1000; i > 0; i--) {
			json.append(",\"k").append(i).append("\":").append(i);
		}
		assertMalformed(json.append('}').toString(), "Name twice in one object at k500");
	}

	@Test
	void boundsTheDepth() {
		assertCanonical("[".repeat(200) + "]".repeat(200), "[".repeat(200) + "]".repeat(200));
		assertMalformed("[".repeat(201) + "]".repeat(201), "Nested deeper than 200");
		assertMalformed("{\"a\":".repeat(201) + "1" + "}".repeat(201), "Nested deeper than 200");
		assertMalformed("[".repeat(1_000_000), "Nested deeper than 200");
		assertMalformed("{\"a\":".repeat(1_000_000), "Nested deeper than 200");
		JsonNode deep = JsonNodeFactory.instance.arrayNode();
		for (int i = 0; i < 200; i++) {
			deep = JsonNodeFactory.instance.arrayNode().add(deep);
		}
		JsonNode tooDeep = deep;
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> CanonicalJson.sha256(tooDeep));
	}

	@Test
	void forgetsTheDepthOfWhatIsClosed() {
		assertThat(CanonicalJson.canonicalize(read("[" + "[[]],{\"a\":{}},".repeat(500) + "1]"))).isNotEmpty();
	}

	@Test
	void leavesOutWhatAdcpLeavesOut() {
		assertHashed("""
				{"idempotency_key":"k","b":1,"context":{"x":[1]},"governance_context":"g","a":2,
				"push_notification_config":{"url":"u","authentication":{"credentials":"s","schemes":["Bearer"]}}}""",
				"{\"a\":2,\"b\":1,"
						+ "\"push_notification_config\":{\"authentication\":{\"schemes\":[\"Bearer\"]},\"url\":\"u\"}}");
		assertHashed("{\"idempotency_key\":\"k\",\"context\":null}", "{}");
		assertHashed("{\"a\":1,\"context\":1}", "{\"a\":1}");
		assertHashed("{\"context\":1,\"d\":1}", "{\"d\":1}");
		assertHashed("{\"\\u0063ontext\":1,\"d\":1}", "{\"d\":1}");
		assertHashed("{\"push_notification_config\":{\"authentication\":{\"credentials\":{\"a\":1}}}}",
				"{\"push_notification_config\":{\"authentication\":{}}}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"ext\":{\"context\":1,\"idempotency_key\":\"k\"}}", "{\"ext\":null}",
			"{\"context_id\":1}", "{\"Context\":1}", "{\"authentication\":{\"credentials\":1}}", "{\"credentials\":1}",
			"{\"push_notification_config\":{\"credentials\":1}}", "{\"push_notification_config\":\"credentials\"}",
			"{\"push_notification_config\":{\"authentication\":[{\"credentials\":1}]}}",
			"{\"push_notification_config\":[{\"authentication\":{\"credentials\":1}}]}",
			"{\"x\":{\"push_notification_config\":{\"authentication\":{\"credentials\":1}}}}",
			"{\"push_notification_config\":{\"authentication\":{\"authentication\":{\"credentials\":1}}}}",
			"{\"push_notification_config\":{\"context\":1}}", "[{\"context\":1}]", "[]", "1", "\"context\"" })
	void leavesOutNothingElse(String json) {
		assertHashed(json, json);
	}

	@Test
	void tellsNullFromAbsent() {
		assertThat(CanonicalJson.sha256(read("{\"a\":null}"))).isNotEqualTo(CanonicalJson.sha256(read("{}")));
	}

	@Test
	void takesAnyNumberInWhatIsLeftOut() {
		assertHashed("{\"context\":{\"id\":[9223372036854775807]},\"a\":1}", "{\"a\":1}");
		assertMalformed("{\"context\":{\"id\":1e999}}", "Number too large at context.id");
	}

	@Test
	void writesTreesThatWereNotRead() {
		ObjectNode tree = JsonNodeFactory.instance.objectNode();
		tree.put("float", 0.1f).put("short", (short) 7).put("bytes", new byte[] { 1, 2, 3 }).put("long", 1L << 53);
		assertThat(text(CanonicalJson.canonicalize(tree)))
			.isEqualTo("{\"bytes\":\"AQID\",\"float\":0.1,\"long\":9007199254740992,\"short\":7}");
		assertThat(CanonicalJson.sha256(tree))
			.isEqualTo(CanonicalJson.sha256(StrictJson.read(JsonMapper.shared().writeValueAsBytes(tree))));
	}

	@Test
	void refusesTreesThatAreNotJson() {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		for (JsonNode number : new JsonNode[] { nodes.numberNode(Double.NaN), nodes.numberNode(Float.NaN),
				nodes.numberNode(Double.NEGATIVE_INFINITY), nodes.numberNode(Float.POSITIVE_INFINITY),
				nodes.numberNode(Long.MAX_VALUE), nodes.numberNode(BigInteger.TEN.pow(100_000)),
				nodes.numberNode(new BigDecimal("1E+1000000000")), nodes.numberNode(new BigDecimal("1E-2147483647")),
				nodes.stringNode("\ud83d") }) {
			assertThatExceptionOfType(MalformedJsonException.class)
				.isThrownBy(() -> CanonicalJson.sha256(nodes.arrayNode().add(number)))
				.withMessageEndingWith("at [0]");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.sha256(nodes.missingNode()));
		assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.sha256(nodes.pojoNode("x")));
	}

	@Test
	void tellsWhereTheFaultIsButNotWhatStandsThere() {
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> CanonicalJson.sha256(read("{\"packages\":[{},{\"budget\":{\"total\":1e999}}]}")))
			.satisfies((ex) -> {
				assertThat(ex.field()).isEqualTo("packages[1].budget.total");
				assertThat(ex.reason()).isEqualTo("Number too large");
				assertThat(ex).hasMessage("Number too large at packages[1].budget.total");
			});
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> CanonicalJson.sha256(read("{\"" + "n".repeat(5000) + "\":[[secret]]}")))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(300).doesNotContain("secret"));
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> CanonicalJson.sha256(read("{")))
			.satisfies((ex) -> assertThat(ex.field()).isNull());
	}

	private static void assertCanonical(String json, String expected) {
		assertThat(text(CanonicalJson.canonicalize(read(json)))).isEqualTo(expected);
	}

	private static void assertHashed(String json, String expected) {
		assertThat(text(CanonicalJson.hashed(read(json)))).isEqualTo(expected);
		assertThat(CanonicalJson.sha256(read(json))).isEqualTo(sha256(expected));
	}

	private static void assertMalformed(String json, String reason) {
		assertMalformed(bytes(json), reason);
	}

	// What only the canonical form minds is not the reader's business.
	private static void assertMalformed(byte[] json, String reason) {
		assertThatExceptionOfType(MalformedJsonException.class)
			.isThrownBy(() -> CanonicalJson.sha256(StrictJson.read(json)))
			.withMessageStartingWith(reason);
	}

	private static JsonNode read(String json) {
		return StrictJson.read(bytes(json));
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes(text));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
