package io.adcp.spring.wire;

/**
 * Writes JSON text in its canonical form in one pass, without a tree. Members are written
 * in the order in which they come, and put into order when their object ends.
 */
final class CanonicalBytes {

	private final JsonCursor cursor;

	private final byte[] in;

	private final CanonicalOutput out;

	private final MemberOrder order;

	CanonicalBytes(JsonCursor cursor, CanonicalOutput out) {
		this.cursor = cursor;
		this.in = cursor.bytes;
		this.out = out;
		this.order = new MemberOrder(out);
	}

	void write(Exclusion place) {
		writeValue(place);
		this.cursor.finish();
	}

	private void writeValue(Exclusion place) {
		switch (this.cursor.peek()) {
			case '{' -> writeObject(place);
			case '[' -> writeArray(place);
			case '"' -> writeString();
			case 't', 'f', 'n' -> writeLiteral();
			default -> writeNumber(place);
		}
	}

	private void writeObject(Exclusion place) {
		JsonCursor cursor = this.cursor;
		cursor.open();
		this.out.write('{');
		int begin = this.out.size;
		int mark = this.order.begin();
		for (boolean more = cursor.first('}'); more; more = cursor.more('}')) {
			cursor.name();
			Exclusion member = place.isNamed() ? place.member(cursor.text()) : place;
			writeMember(member, member == Exclusion.EXCLUDED && place != Exclusion.EXCLUDED);
		}
		this.order.end(mark);
		close(begin, '}');
	}

	private void writeMember(Exclusion place, boolean excluded) {
		int nameStart = this.cursor.start;
		int nameStop = this.cursor.stop;
		boolean escaped = this.cursor.escaped;
		int start = this.out.size;
		writeText();
		this.order.add(start, escaped, excluded);
		this.out.write(':');
		try {
			writeValue(place);
		}
		catch (MalformedJsonException ex) {
			throw ex.within(JsonText.decode(this.in, nameStart, nameStop));
		}
		this.out.write(',');
	}

	private void writeArray(Exclusion place) {
		JsonCursor cursor = this.cursor;
		cursor.open();
		this.out.write('[');
		int begin = this.out.size;
		int index = 0;
		for (boolean more = cursor.first(']'); more; more = cursor.more(']')) {
			try {
				writeValue(place.element());
			}
			catch (MalformedJsonException ex) {
				throw ex.within(index);
			}
			this.out.write(',');
			index++;
		}
		close(begin, ']');
	}

	/** Every member and element left a comma behind it: the last one gives way. */
	private void close(int begin, int bracket) {
		if (this.out.size > begin) {
			this.out.size--;
		}
		this.out.write(bracket);
	}

	private void writeString() {
		this.cursor.string();
		writeText();
	}

	/** Write the string that the cursor passed last, with its quotes. */
	private void writeText() {
		int start = this.cursor.start;
		int stop = this.cursor.stop;
		if (!this.cursor.escaped) {
			this.out.write(this.in, start - 1, stop - start + 2);
			return;
		}
		this.out.write('"');
		int i = start;
		while (i < stop) {
			int run = i;
			while (i < stop && this.in[i] != '\\') {
				i++;
			}
			this.out.write(this.in, run, i - run);
			if (i < stop) {
				i = writeEscaped(i);
			}
		}
		this.out.write('"');
	}

	private int writeEscaped(int at) {
		byte kind = this.in[at + 1];
		if (kind != 'u') {
			this.out.writeCharacter(JsonText.unescape(kind));
			return at + 2;
		}
		char unit = JsonText.codeUnit(this.in, at);
		if (!Character.isHighSurrogate(unit)) {
			this.out.writeCharacter(unit);
			return at + 6;
		}
		this.out.writeCharacter(Character.toCodePoint(unit, JsonText.codeUnit(this.in, at + 6)));
		return at + 12;
	}

	private void writeLiteral() {
		this.cursor.literal();
		writeRaw(this.cursor.stop);
	}

	private void writeRaw(int stop) {
		this.out.write(this.in, this.cursor.start, stop - this.cursor.start);
	}

	private void writeNumber(Exclusion place) {
		JsonCursor cursor = this.cursor;
		cursor.number();
		if (place == Exclusion.EXCLUDED) {
			// Not hashed, so any number will do that the grammar and the limits allow.
			writeRaw(cursor.stop);
		}
		else if (!cursor.plain || !writePlain()) {
			String text = cursor.text();
			double value = cursor.plain ? Double.parseDouble(text) : cursor.number;
			this.out.writeAscii(JsonNumber.canonical(text, value));
		}
	}

	/**
	 * Write a number of up to 15 digits as it stands, without zeros behind it. That many
	 * digits survive the way through a double, so they are its shortest form; and the
	 * size, where the form has no exponent, is checked here.
	 * @return {@code false} where nothing was written
	 */
	private boolean writePlain() {
		int stop = this.cursor.stop;
		int point = this.cursor.point;
		if (point > 0) {
			while (this.in[stop - 1] == '0') {
				stop--;
			}
			stop = (this.in[stop - 1] == '.') ? stop - 1 : stop;
		}
		boolean negative = this.in[this.cursor.start] == '-';
		int first = this.cursor.start + (negative ? 1 : 0);
		if (this.in[first] != '0') {
			writeRaw(stop);
			return true;
		}
		if (stop - first == 1) {
			// Also for -0 and -0.0.
			this.out.write('0');
			return true;
		}
		if (needsExponent(point + 1, stop)) {
			return false;
		}
		writeRaw(stop);
		return true;
	}

	/** Below 10^-6 the canonical form has an exponent. */
	private boolean needsExponent(int fraction, int stop) {
		for (int i = fraction; i < Math.min(fraction + 6, stop); i++) {
			if (this.in[i] != '0') {
				return false;
			}
		}
		return true;
	}

}
