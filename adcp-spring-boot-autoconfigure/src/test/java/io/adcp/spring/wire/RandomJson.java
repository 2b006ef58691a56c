package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/**
 * JSON documents at random, with white space and escapes at random, and names that share
 * prefixes and come close to what AdCP leaves out of the hash.
 */
final class RandomJson {

	private static final String[] NAMES = { "context", "idempotency_key", "governance_context",
			"push_notification_config", "authentication", "credentials", "a", "ab", "abc" };

	private static final int[] CHARACTERS = { 'a', 'b', '"', '\\', '/', '\n', 1, 0x1f, ' ', '!', ']', '^', 0x7f, 0x80,
			0xe9, 0x7ff, 0x800, 0x20ac, 0xd7ff, 0xe000, 0xffff, 0xfb33, 0x10000, 0x1f600, 0x10ffff };

	private static final String[] NUMBERS = { "0", "-0", "1", "1.0", "1e0", "-1.50", "123456789012345", "1E21",
			"0.1e-7", "5e-324", "1.7976931348623157e308", "9007199254740991", "333333333.33333329", "100", "0.000001" };

	private final Random random;

	RandomJson(Random random) {
		this.random = random;
	}

	/** A well-formed object. */
	String next() {
		StringBuilder json = new StringBuilder();
		space(json);
		object(json, 0);
		space(json);
		return json.toString();
	}

	/** A short object, most often with a byte or two changed, taken out or put in. */
	byte[] nextDamaged() {
		byte[] json = next().getBytes(StandardCharsets.UTF_8);
		for (int i = this.random.nextInt(3); i > 0; i--) {
			json = damage(json);
		}
		return json;
	}

	private byte[] damage(byte[] json) {
		int at = this.random.nextInt(json.length);
		int to = this.random.nextInt(3);
		byte[] damaged = Arrays.copyOf(json, json.length + 1 - to);
		int from = Math.min(json.length, at + to);
		int target = Math.min(damaged.length, at + 1);
		System.arraycopy(json, from, damaged, target, Math.min(json.length - from, damaged.length - target));
		if (at < damaged.length) {
			damaged[at] = this.random.nextBoolean() ? json[this.random.nextInt(json.length)]
					: (byte) this.random.nextInt(256);
		}
		return damaged;
	}

	private void object(StringBuilder json, int depth) {
		json.append('{');
		Set<String> names = new LinkedHashSet<>();
		for (int i = size(depth); i > 0; i--) {
			names.add(this.random.nextBoolean() ? NAMES[this.random.nextInt(NAMES.length)] : text());
		}
		String separator = "";
		for (String name : names) {
			json.append(separator);
			space(json);
			string(json, name);
			space(json);
			json.append(':');
			space(json);
			value(json, depth + 1);
			space(json);
			separator = ",";
		}
		space(json);
		json.append('}');
	}

	private void array(StringBuilder json, int depth) {
		json.append('[');
		for (int i = size(depth); i > 0; i--) {
			space(json);
			value(json, depth + 1);
			space(json);
			json.append((i > 1) ? "," : "");
		}
		space(json);
		json.append(']');
	}

	private int size(int depth) {
		boolean large = depth == 0 && this.random.nextInt(50) == 0;
		return large ? this.random.nextInt(100) : this.random.nextInt(5);
	}

	private void value(StringBuilder json, int depth) {
		switch (this.random.nextInt((depth < 5) ? 8 : 6)) {
			case 0, 1 -> json.append(NUMBERS[this.random.nextInt(NUMBERS.length)]);
			case 2 -> json.append(this.random.nextInt(2_000_000) / 100.0);
			case 3, 4 -> string(json, text());
			case 5 -> json.append(new String[] { "true", "false", "null" }[this.random.nextInt(3)]);
			case 6 -> array(json, depth);
			default -> object(json, depth);
		}
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(6); i > 0; i--) {
			text.appendCodePoint(CHARACTERS[this.random.nextInt(CHARACTERS.length)]);
		}
		return text.toString();
	}

	private void string(StringBuilder json, String text) {
		json.append('"');
		boolean escapes = this.random.nextInt(3) == 0;
		for (char c : text.toCharArray()) {
			if (c < ' ' || c == '"' || c == '\\' || (escapes && this.random.nextBoolean())
					|| (escapes && Character.isSurrogate(c))) {
				json.append(escape(c));
			}
			else {
				json.append(c);
			}
		}
		json.append('"');
	}

	private String escape(char c) {
		boolean brief = this.random.nextBoolean();
		if (brief && (c == '"' || c == '\\' || c == '/')) {
			return "\\" + c;
		}
		if (brief && c == '\n') {
			return "\\n";
		}
		return (brief ? "\\u%04x" : "\\u%04X").formatted((int) c);
	}

	private void space(StringBuilder json) {
		if (this.random.nextInt(8) == 0) {
			json.append(" \t\r\n".charAt(this.random.nextInt(4)));
		}
	}

}
