package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;

/**
 * The inside of JSON strings: well-formed UTF-8, escapes, and no lone surrogates.
 */
final class JsonText {

	private JsonText() {
	}

	/**
	 * Pass an escape, or both escapes of a surrogate pair.
	 * @param in the input
	 * @param at the place of the backslash
	 * @param end the input's end
	 * @return the place behind the escape
	 */
	static int passEscape(byte[] in, int at, int end) {
		if (at + 1 >= end) {
			throw new MalformedJsonException("Unexpected end");
		}
		switch (in[at + 1]) {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
				return at + 2;
			case 'u':
				return passUnicodeEscape(in, at, end);
			default:
				throw new MalformedJsonException("Unknown escape");
		}
	}

	private static int passUnicodeEscape(byte[] in, int at, int end) {
		char unit = codeUnit(in, at, end);
		if (!Character.isSurrogate(unit)) {
			return at + 6;
		}
		int next = at + 6;
		boolean pair = Character.isHighSurrogate(unit) && next + 1 < end && in[next] == '\\' && in[next + 1] == 'u'
				&& Character.isLowSurrogate(codeUnit(in, next, end));
		if (!pair) {
			throw new MalformedJsonException("Lone surrogate in a string");
		}
		return at + 12;
	}

	private static char codeUnit(byte[] in, int at, int end) {
		if (at + 6 > end) {
			throw new MalformedJsonException("Unexpected end");
		}
		int unit = 0;
		for (int i = at + 2; i < at + 6; i++) {
			int digit = Character.digit(in[i], 16);
			if (digit < 0) {
				throw new MalformedJsonException("Unknown escape");
			}
			unit = (unit << 4) | digit;
		}
		return (char) unit;
	}

	/**
	 * Read an escape of four hexadecimal digits that was passed before.
	 * @param in the input
	 * @param at the place of the backslash
	 * @return the UTF-16 code unit
	 */
	static char codeUnit(byte[] in, int at) {
		return codeUnit(in, at, in.length);
	}

	/**
	 * Pass a character of two to four bytes, refusing what RFC 3629 refuses: overlong
	 * forms, surrogates, and code points above U+10FFFF.
	 * @param in the input
	 * @param at the place of the first byte
	 * @param end the input's end
	 * @return the place behind the character
	 */
	static int passMultiByte(byte[] in, int at, int end) {
		int lead = in[at] & 0xFF;
		int length = (lead < 0xE0) ? 2 : (lead < 0xF0) ? 3 : 4;
		if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
			throw invalidUtf8();
		}
		int second = in[at + 1] & 0xFF;
		int least = (lead == 0xE0) ? 0xA0 : (lead == 0xF0) ? 0x90 : 0x80;
		int most = (lead == 0xED) ? 0x9F : (lead == 0xF4) ? 0x8F : 0xBF;
		if (second < least || second > most) {
			throw invalidUtf8();
		}
		for (int i = at + 2; i < at + length; i++) {
			if ((in[i] & 0xC0) != 0x80) {
				throw invalidUtf8();
			}
		}
		return at + length;
	}

	private static MalformedJsonException invalidUtf8() {
		return new MalformedJsonException("Invalid UTF-8");
	}

	/**
	 * Decode the inside of a string that was passed before.
	 * @param in the input
	 * @param start behind the opening quote
	 * @param stop at the closing quote
	 * @return the string's value
	 */
	static String decode(byte[] in, int start, int stop) {
		String raw = new String(in, start, stop - start, StandardCharsets.UTF_8);
		int backslash = raw.indexOf('\\');
		if (backslash < 0) {
			return raw;
		}
		StringBuilder text = new StringBuilder(raw.length());
		int from = 0;
		while (backslash >= 0) {
			text.append(raw, from, backslash);
			char kind = raw.charAt(backslash + 1);
			from = backslash + ((kind == 'u') ? 6 : 2);
			text.append((kind == 'u') ? (char) Integer.parseInt(raw, backslash + 2, from, 16) : unescape(kind));
			backslash = raw.indexOf('\\', from);
		}
		return text.append(raw, from, raw.length()).toString();
	}

	static char unescape(int kind) {
		return switch (kind) {
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> (char) kind;
		};
	}

}
