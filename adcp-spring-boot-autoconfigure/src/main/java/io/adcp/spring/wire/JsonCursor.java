package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Walks over JSON text and holds it to RFC 8259 and our limits, without building
 * anything. Everything in this package that reads bytes goes through here, so there is
 * one grammar. After each step the fields tell what was passed.
 */
final class JsonCursor {

	static final int MAX_DEPTH = 200;

	static final int MAX_NAME_LENGTH = 50_000;

	static final int MAX_STRING_LENGTH = 20_000_000;

	final byte[] bytes;

	final int end;

	int pos;

	/** First byte of the last string, number or name passed; behind the quote. */
	int start;

	/** Behind the last byte of the last string, number or name; at the quote. */
	int stop;

	/** Whether the last string or name has escapes. */
	boolean escaped;

	/** Whether the last number has at most 15 digits and no exponent. */
	boolean plain;

	/** Place of the last number's decimal point, or 0 where it has none. */
	int point;

	/** The last number's double, set only where it is not plain. */
	double number;

	private int depth;

	JsonCursor(byte[] bytes, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		this.bytes = bytes;
		this.pos = offset;
		this.end = offset + length;
	}

	/**
	 * Skip white space.
	 * @return the next byte, which is not passed
	 */
	int peek() {
		byte[] in = this.bytes;
		int i = this.pos;
		while (i < this.end) {
			int b = in[i];
			if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
				this.pos = i;
				return b;
			}
			i++;
		}
		throw new MalformedJsonException("Unexpected end");
	}

	/** Pass the brace or bracket that opens a container. */
	void open() {
		if (++this.depth > MAX_DEPTH) {
			throw new MalformedJsonException("Nested deeper than " + MAX_DEPTH);
		}
		this.pos++;
	}

	/**
	 * Find out whether the container just opened has content; pass its end if not.
	 * @param close the byte that closes the container
	 * @return whether there is a first member or element
	 */
	boolean first(int close) {
		if (peek() != close) {
			return true;
		}
		this.pos++;
		this.depth--;
		return false;
	}

	/**
	 * Pass the comma after a member or element, or the container's end.
	 * @param close the byte that closes the container
	 * @return whether another member or element must follow
	 */
	boolean more(int close) {
		int b = peek();
		this.pos++;
		if (b == ',') {
			return true;
		}
		if (b != close) {
			throw new MalformedJsonException("Expected a comma or the end of the object or array");
		}
		this.depth--;
		return false;
	}

	/** Pass a member's name and the colon; the name's place is in the fields. */
	void name() {
		if (peek() != '"') {
			throw new MalformedJsonException("Expected a name");
		}
		string();
		if (this.stop - this.start > MAX_NAME_LENGTH) {
			throw new MalformedJsonException("Name too long");
		}
		if (peek() != ':') {
			throw new MalformedJsonException("Expected a colon");
		}
		this.pos++;
	}

	/** Hold the rest of the input to be white space. */
	void finish() {
		while (this.pos < this.end) {
			int b = this.bytes[this.pos++];
			if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
				throw new MalformedJsonException("More than one value");
			}
		}
	}

	/** Pass a value of any kind. */
	void skip() {
		switch (peek()) {
			case '{' -> skipObject();
			case '[' -> skipArray();
			case '"' -> string();
			case 't', 'f', 'n' -> literal();
			default -> number();
		}
	}

	private void skipObject() {
		open();
		for (boolean more = first('}'); more; more = more('}')) {
			name();
			int nameStart = this.start;
			int nameStop = this.stop;
			try {
				skip();
			}
			catch (MalformedJsonException ex) {
				throw ex.within(JsonText.decode(this.bytes, nameStart, nameStop));
			}
		}
	}

	private void skipArray() {
		open();
		int index = 0;
		for (boolean more = first(']'); more; more = more(']')) {
			try {
				skip();
			}
			catch (MalformedJsonException ex) {
				throw ex.within(index);
			}
			index++;
		}
	}

	/** Pass {@code true}, {@code false} or {@code null}. */
	void literal() {
		this.start = this.pos;
		switch (this.bytes[this.pos]) {
			case 't' -> literal("true");
			case 'f' -> literal("false");
			default -> literal("null");
		}
		this.stop = this.pos;
	}

	private void literal(String word) {
		if (this.end - this.pos < word.length()) {
			throw new MalformedJsonException("Unexpected end");
		}
		for (int i = 0; i < word.length(); i++) {
			if (this.bytes[this.pos++] != word.charAt(i)) {
				throw new MalformedJsonException("Unknown word");
			}
		}
	}

	/** Pass a number. */
	void number() {
		this.start = this.pos;
		this.escaped = false;
		if (at(this.pos) == '-') {
			this.pos++;
		}
		int digits = integer();
		this.point = 0;
		if (at(this.pos) == '.') {
			this.point = this.pos++;
			digits += digits();
		}
		boolean exponent = (at(this.pos) | 0x20) == 'e';
		if (exponent) {
			exponent();
		}
		this.stop = this.pos;
		this.plain = !exponent && digits <= 15;
		if (this.stop - this.start > JsonNumber.MAX_LENGTH) {
			throw new MalformedJsonException("Number too long");
		}
		if (!this.plain) {
			this.number = JsonNumber.toDouble(text());
		}
	}

	private int integer() {
		int first = at(this.pos);
		int count = digits();
		if (first == '0' && count > 1) {
			throw new MalformedJsonException("Number with a leading zero");
		}
		return count;
	}

	private void exponent() {
		this.pos++;
		int sign = at(this.pos);
		if (sign == '+' || sign == '-') {
			this.pos++;
		}
		int from = this.pos;
		digits();
		int value = 0;
		for (int i = from; i < this.pos && value <= JsonNumber.MAX_EXPONENT; i++) {
			value = value * 10 + (this.bytes[i] - '0');
		}
		if (value > JsonNumber.MAX_EXPONENT) {
			throw new MalformedJsonException("Number with an exponent out of range");
		}
	}

	private int digits() {
		int from = this.pos;
		int i = from;
		while (i < this.end && this.bytes[i] >= '0' && this.bytes[i] <= '9') {
			i++;
		}
		if (i == from) {
			throw new MalformedJsonException((i == this.end) ? "Unexpected end" : "Unexpected character");
		}
		this.pos = i;
		return i - from;
	}

	private int at(int index) {
		return (index < this.end) ? this.bytes[index] : 0;
	}

	/** Pass a string. */
	void string() {
		byte[] in = this.bytes;
		int i = this.pos + 1;
		this.start = i;
		this.escaped = false;
		while (i < this.end) {
			int b = in[i];
			if (b == '"') {
				this.stop = i;
				this.pos = i + 1;
				if (i - this.start > MAX_STRING_LENGTH) {
					throw new MalformedJsonException("String too long");
				}
				return;
			}
			if (b == '\\') {
				this.escaped = true;
				i = JsonText.passEscape(in, i, this.end);
			}
			else if (b >= ' ') {
				i++;
			}
			else if (b < 0) {
				i = JsonText.passMultiByte(in, i, this.end);
			}
			else {
				throw new MalformedJsonException("Control character in a string");
			}
		}
		throw new MalformedJsonException("Unexpected end");
	}

	/**
	 * Return what was passed last.
	 * @return the string or name decoded, or the number as it stands
	 */
	String text() {
		return this.escaped ? JsonText.decode(this.bytes, this.start, this.stop)
				: new String(this.bytes, this.start, this.stop - this.start, StandardCharsets.UTF_8);
	}

}
