package io.adcp.spring.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

import tools.jackson.databind.JsonNode;

/**
 * Writes a tree in its canonical form.
 */
final class CanonicalTree {

	/** Below it a long is written by its digits: a double holds it exactly. */
	private static final long EXACT = 1L << 53;

	private final CanonicalOutput out;

	private int depth;

	CanonicalTree(CanonicalOutput out) {
		this.out = out;
	}

	void write(JsonNode node, Exclusion place) {
		switch (node.getNodeType()) {
			case OBJECT -> writeObject(node, place);
			case ARRAY -> writeArray(node, place);
			case STRING, BINARY -> this.out.writeString(node.asString());
			case NUMBER -> writeNumber(node);
			case BOOLEAN -> this.out.writeAscii(Boolean.toString(node.booleanValue()));
			case NULL -> this.out.writeAscii("null");
			default -> throw new IllegalArgumentException("Not a JSON value: " + node.getNodeType());
		}
	}

	private void writeObject(JsonNode object, Exclusion place) {
		enter();
		String[] names = object.propertyNames().toArray(String[]::new);
		// The order of String is that of UTF-16 code units, as section 3.2.3 wants it.
		Arrays.sort(names);
		char separator = '{';
		for (String name : names) {
			Exclusion member = place.member(name);
			if (member != Exclusion.EXCLUDED) {
				this.out.write(separator);
				separator = ',';
				writeMember(object, name, member);
			}
		}
		if (separator == '{') {
			this.out.write('{');
		}
		this.out.write('}');
		this.depth--;
	}

	private void writeMember(JsonNode object, String name, Exclusion place) {
		try {
			this.out.writeString(name);
			this.out.write(':');
			write(object.path(name), place);
		}
		catch (MalformedJsonException ex) {
			throw ex.within(name);
		}
	}

	private void writeArray(JsonNode array, Exclusion place) {
		enter();
		this.out.write('[');
		for (int i = 0; i < array.size(); i++) {
			if (i > 0) {
				this.out.write(',');
			}
			try {
				write(array.path(i), place.element());
			}
			catch (MalformedJsonException ex) {
				throw ex.within(i);
			}
		}
		this.out.write(']');
		this.depth--;
	}

	private void enter() {
		if (++this.depth > StrictJson.MAX_DEPTH) {
			throw new MalformedJsonException("Nested deeper than " + StrictJson.MAX_DEPTH);
		}
	}

	private void writeNumber(JsonNode number) {
		switch (number.numberType()) {
			case INT, LONG -> writeLong(number.longValue());
			case DOUBLE -> writeDouble(number.doubleValue());
			// A float is sent as its shortest decimal, not as the double next to it.
			case FLOAT -> writeFloat(number.floatValue());
			case BIG_INTEGER -> writeBigInteger(number.bigIntegerValue());
			case BIG_DECIMAL -> writeBigDecimal(number.decimalValue());
		}
	}

	private void writeLong(long value) {
		String text = Long.toString(value);
		if (-EXACT <= value && value <= EXACT) {
			this.out.writeAscii(text);
		}
		else {
			writeText(text);
		}
	}

	private void writeDouble(double value) {
		if (Double.isNaN(value) || Double.isInfinite(value)) {
			throw new MalformedJsonException("Not a number");
		}
		this.out.writeAscii(JsonNumber.canonical(value));
	}

	private void writeFloat(float value) {
		if (Float.isNaN(value) || Float.isInfinite(value)) {
			throw new MalformedJsonException("Not a number");
		}
		writeText(Float.toString(value));
	}

	private void writeBigInteger(BigInteger value) {
		if (value.bitLength() > Double.MAX_EXPONENT + 1) {
			throw new MalformedJsonException("Number too large");
		}
		writeText(value.toString());
	}

	private void writeBigDecimal(BigDecimal value) {
		// Four bits for each digit: decided before anything is done with the digits.
		if (value.unscaledValue().bitLength() > 4 * JsonNumber.MAX_LENGTH) {
			throw new MalformedJsonException("Number too long");
		}
		if (Math.abs((long) value.scale()) > JsonNumber.MAX_EXPONENT + JsonNumber.MAX_LENGTH) {
			throw new MalformedJsonException("Number with an exponent out of range");
		}
		writeText(value.toString());
	}

	private void writeText(String text) {
		this.out.writeAscii(JsonNumber.canonical(text, JsonNumber.toDouble(text)));
	}

}
