package io.adcp.spring.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

import org.erdtman.jcs.NumberToJSON;

/**
 * What a JSON number means, and how RFC 8785 writes it. A number is an IEEE 754 double
 * there (section 3.2.2.3); what a double cannot hold is refused, so that one canonical
 * form never stands for two integers.
 */
final class JsonNumber {

	/** Also the limit of Jackson's parser. */
	static final int MAX_LENGTH = 1000;

	/**
	 * No double needs more, even when all of {@link #MAX_LENGTH} digits are zeros before
	 * the point; beyond it {@link BigDecimal} arithmetic runs out of memory.
	 */
	static final int MAX_EXPONENT = 9999;

	private static final int MAX_PLAIN_LENGTH = 300;

	/** 2^53: from here on doubles skip integers. */
	private static final double FIRST_INEXACT = 0x1p53;

	private JsonNumber() {
	}

	/**
	 * Hold a number to the range of a double.
	 * @param text a number of JSON's grammar
	 * @throws MalformedJsonException if the number is too long, too large, or too close
	 * to zero
	 */
	static void requireRange(String text) {
		if (text.length() > MAX_LENGTH) {
			throw new MalformedJsonException("Number too long");
		}
		int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
		if (exponent >= 0) {
			requireExponent(text, exponent + 1);
		}
		// Fewer characters and no exponent: neither too large nor too small
		if (exponent >= 0 || text.length() > MAX_PLAIN_LENGTH) {
			toDouble(text);
		}
	}

	private static void requireExponent(String text, int from) {
		int value = 0;
		for (int i = from; i < text.length() && value <= MAX_EXPONENT; i++) {
			int digit = Character.digit(text.charAt(i), 10);
			value = (digit < 0) ? value : value * 10 + digit;
		}
		if (value > MAX_EXPONENT) {
			throw new MalformedJsonException("Number with an exponent out of range");
		}
	}

	/**
	 * Read a number.
	 * @param text a number of JSON's grammar, not longer than {@link #MAX_LENGTH} and
	 * with an exponent of at most {@link #MAX_EXPONENT}
	 * @return the nearest double
	 * @throws MalformedJsonException if the number is too large or too close to zero for
	 * a double
	 */
	static double toDouble(String text) {
		double value = Double.parseDouble(text);
		if (Double.isInfinite(value)) {
			throw new MalformedJsonException("Number too large");
		}
		if (value == 0 && hasNonZeroDigit(text)) {
			throw new MalformedJsonException("Number too close to zero");
		}
		return value;
	}

	/**
	 * Write a number in its canonical form.
	 * @param text the number as sent
	 * @param value its double
	 * @return the canonical form
	 * @throws MalformedJsonException if the canonical form would be another integer
	 */
	static String canonical(String text, double value) {
		String canonical = canonical(value);
		if (Math.abs(value) >= FIRST_INEXACT && new BigDecimal(text).compareTo(new BigDecimal(canonical)) != 0) {
			throw new MalformedJsonException("Number with more digits than a double holds; send it as a string");
		}
		return canonical;
	}

	static String canonical(double value) {
		try {
			return NumberToJSON.serializeNumber(value);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean hasNonZeroDigit(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == 'e' || c == 'E') {
				return false;
			}
			if (c >= '1' && c <= '9') {
				return true;
			}
		}
		return false;
	}

}
