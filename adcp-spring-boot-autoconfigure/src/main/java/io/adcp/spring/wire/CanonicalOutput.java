package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A growing byte array that writes strings as RFC 8785 wants them: UTF-8, with the
 * shortest of the escapes and only where one is needed (section 3.2.2.2).
 */
final class CanonicalOutput {

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	byte[] bytes;

	int size;

	CanonicalOutput(int capacity) {
		this.bytes = new byte[Math.max(capacity, 16)];
	}

	void write(int b) {
		ensure(1);
		this.bytes[this.size++] = (byte) b;
	}

	@SuppressWarnings("deprecation") // the one way without a copy, right for ASCII
	void writeAscii(String text) {
		int length = text.length();
		ensure(length);
		text.getBytes(0, length, this.bytes, this.size);
		this.size += length;
	}

	/**
	 * Write a string with its quotes.
	 * @param text the string's value
	 * @throws MalformedJsonException if it has a lone surrogate
	 */
	void writeString(String text) {
		write('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isSurrogate(c)) {
				writeCharacter(c);
			}
			else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
				writeCharacter(Character.toCodePoint(c, text.charAt(++i)));
			}
			else {
				throw new MalformedJsonException("Lone surrogate in a string");
			}
		}
		write('"');
	}

	/**
	 * Write a character within a string, escaped where it must be.
	 * @param codePoint the character, not a surrogate
	 */
	private void writeCharacter(int codePoint) {
		ensure(6);
		if (codePoint < ' ' || codePoint == '"' || codePoint == '\\') {
			writeEscape(codePoint);
		}
		else if (codePoint < 0x80) {
			put(codePoint);
		}
		else if (codePoint < 0x800) {
			put(0xC0 | (codePoint >> 6));
			put(0x80 | (codePoint & 0x3F));
		}
		else {
			writeLong(codePoint);
		}
	}

	private void writeLong(int codePoint) {
		if (codePoint < 0x10000) {
			put(0xE0 | (codePoint >> 12));
		}
		else {
			put(0xF0 | (codePoint >> 18));
			put(0x80 | ((codePoint >> 12) & 0x3F));
		}
		put(0x80 | ((codePoint >> 6) & 0x3F));
		put(0x80 | (codePoint & 0x3F));
	}

	private void writeEscape(int character) {
		put('\\');
		switch (character) {
			case '"', '\\' -> put(character);
			case '\b' -> put('b');
			case '\f' -> put('f');
			case '\n' -> put('n');
			case '\r' -> put('r');
			case '\t' -> put('t');
			default -> {
				put('u');
				put('0');
				put('0');
				put(HEX[character >> 4]);
				put(HEX[character & 0xF]);
			}
		}
	}

	private void put(int b) {
		this.bytes[this.size++] = (byte) b;
	}

	private void ensure(int more) {
		if (this.bytes.length - this.size < more) {
			grow(more);
		}
	}

	private void grow(int more) {
		int wanted = Math.addExact(this.size, more);
		this.bytes = Arrays.copyOf(this.bytes, Math.max(wanted, this.bytes.length + (this.bytes.length >> 1)));
	}

	byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	byte[] sha256() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(this.bytes, 0, this.size);
			return digest.digest();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
