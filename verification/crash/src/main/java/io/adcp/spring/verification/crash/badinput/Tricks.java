package io.adcp.spring.verification.crash.badinput;

import java.util.List;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.RawValue;

/**
 * Values that have broken somebody's server before.
 */
final class Tricks {

	/** A table that exists at the end of the run only if a string became a statement. */
	static final String PROOF_OF_INJECTION = "sql_was_run_here";

	private static final List<String> SQL = List.of("'; CREATE TABLE " + PROOF_OF_INJECTION + " (a int); --",
			"\"; CREATE TABLE " + PROOF_OF_INJECTION + " (a int); --", "' OR '1'='1", "x' UNION ALL VALUES (1,2,3) --",
			"1); CREATE TABLE " + PROOF_OF_INJECTION + " (a int)", "'||(VALUES (pg_sleep(20)))||'",
			"$$; CREATE TABLE " + PROOF_OF_INJECTION + " (a int); $$", "?", ":agent", "{fn now()}", "\\", "%' ESCAPE '",
			"E'\\\\'; COMMIT; --", "/*", "'", "--");

	private static final List<String> NUMBERS = List.of("-0", "-0.0", "1E+1000000000", "-1E+1000000000",
			"1E-1000000000", "1e-400", "1e400", "1e308", "9".repeat(30), "-" + "8".repeat(400), "7".repeat(1_001),
			"6".repeat(100_000), "0." + "3".repeat(900), "9007199254740993", "9223372036854775808", "2147483648",
			"-9223372036854775809", "1E+9999", "1E-9999", "0e0", "1.50", "1E1", "0.000000000000000000000001", "-1",
			"-0.01", "99999999999999.99", "999999999999999", "00", "01", "+1", ".5", "1.", "1e", "0x10", "NaN",
			"Infinity", "-Infinity", "1_000");

	private static final List<String> TEXTS = List.of("\"\\ud800\"", "\"\\udc00\"", "\"a\\ud83d\"",
			"\"\\udc00\\ud800\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u0007\\u001b[31m\"", "\"\\u202e\\u2066\"",
			"\"\\ufeff\"", "\"\\uffff\"", "\"\\r\\nX-Injected: 1\\r\\n\"", "\"\\\"\"", "\"\\u0061\"", "\"\"", "\" \"",
			"\"\\ud83d\\ude00\"", "\"e\\u0301\"", "\"%s%n%x\"", "\"${jndi:ldap://127.0.0.1:9/a}\"", "\"#{1+1}\"",
			"\"../../etc/passwd\"", "\"<script>alert(1)</script>\"", "\"\\q\"", "\"\\u12\"", "\"\\x41\"", "'text'");

	private static final List<String> TIMES = List.of("asap", "ASAP", "2099-02-30T00:00:00Z", "2099-09-01",
			"2099-09-01T00:00:00", "2099-09-01T24:00:00Z", "2099-09-01T00:00:60Z", "+999999999-12-31T23:59:59Z",
			"+1000000000-12-31T23:59:59.999999999Z", "-999999999-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z",
			"+294277-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
			"2099-09-01T00:00:00+18:00", "2099-09-01T00:00:00+19:00", "2099-09-01T00:00:00.123456789012Z", "now",
			"infinity", "9999-12-31T23:59:59.999999999Z");

	private static final List<String> OTHER_TYPES = List.of("null", "true", "false", "0", "17", "1.5", "\"text\"",
			"\"\"", "[]", "{}", "[null]", "[[]]", "{\"a\":{}}", "[1,\"a\",null]", "\"true\"", "\"12\"", "[{}]",
			"[true]");

	private Tricks() {
	}

	static String sql(Random random) {
		return one(SQL, random);
	}

	static JsonNode number(Random random) {
		return raw(one(NUMBERS, random));
	}

	static JsonNode text(Random random) {
		return raw(one(TEXTS, random));
	}

	static String time(Random random) {
		return one(TIMES, random);
	}

	static JsonNode otherType(Random random) {
		return raw(one(OTHER_TYPES, random));
	}

	/**
	 * A value that is nested deeper than any parser's stack.
	 * @param random decides how
	 * @return arrays or objects in one another, not always closed
	 */
	static JsonNode deep(Random random) {
		int levels = random.nextBoolean() ? 100_000 : 400 + random.nextInt(1200);
		boolean arrays = random.nextBoolean();
		String text = (arrays ? "[" : "{\"a\":").repeat(levels);
		boolean closed = random.nextInt(4) > 0;
		return raw(text + (arrays ? "" : "1") + (closed ? (arrays ? "]" : "}").repeat(levels) : ""));
	}

	/**
	 * Make a node of a text that may be no JSON.
	 * @param text the text
	 * @return the node, which is written as the text
	 */
	static JsonNode raw(String text) {
		return JsonNodeFactory.instance.rawValueNode(new RawValue(text));
	}

	static <T> T one(List<T> of, Random random) {
		return of.get(random.nextInt(of.size()));
	}

}
