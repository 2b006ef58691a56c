package io.adcp.spring.idempotency.contract;

import java.nio.charset.StandardCharsets;

/**
 * A JSON text that a careless store would change: every character of the basic plane, all
 * planes above it, combining marks in both orders, both directions, lone surrogates and
 * NUL as escapes, spaces that mean nothing, and numbers that a parser would round.
 */
final class UnicodeText {

	private static final String ODDITIES = "{ \"num\" : 1.0,\t\"big\":123456789012345678901234567890e-7 ,"
			+ "\"a\\u030a\":\"a\u030a\u00e5\u1e9b\u0323\",\"rtl\":\"\u05d0\u202e\u0627\u200f\",\"nul\":\"\\u0000\","
			+ "\"lone\":\"\\ud800\",\"family\":\"\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\",\r\n\"text\":\"";

	private UnicodeText() {
	}

	static String ofAtLeast(int bytes) {
		String everyCharacter = everyCharacter();
		int length = everyCharacter.getBytes(StandardCharsets.UTF_8).length;
		return ODDITIES + everyCharacter.repeat(bytes / length + 1) + "\"}\n";
	}

	private static String everyCharacter() {
		StringBuilder text = new StringBuilder();
		for (int point = ' '; point <= Character.MAX_VALUE; point++) {
			if (point == '"' || point == '\\') {
				text.append('\\');
			}
			if (!Character.isSurrogate((char) point)) {
				text.append((char) point);
			}
		}
		for (int point = Character.MAX_VALUE + 1; point <= Character.MAX_CODE_POINT; point += 97) {
			text.appendCodePoint(point);
		}
		return text.toString();
	}

}
