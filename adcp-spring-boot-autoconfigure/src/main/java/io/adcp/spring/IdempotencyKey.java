package io.adcp.spring;

import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The rule for an {@code idempotency_key}, the same for sellers and buyers.
 * <p>
 * A key has 16 to 255 of the characters {@code A-Z a-z 0-9 _ . : -} and cannot be
 * guessed: whoever guesses another's key learns from the seller's answer that it was
 * used. Refused as guessable are keys of fewer than five different characters, keys that
 * repeat a unit of up to ten characters, keys that count up or down, and keys of which
 * fewer than nine characters remain once the padding (one character repeated at the start
 * or at the end) is taken away. A key made of random bits is never refused in practice.
 * <p>
 * A key is a secret within its replay window: logs, spans and exception texts hold no
 * more of it than {@link #redact(String)} leaves.
 *
 * @since 0.1.0
 */
public final class IdempotencyKey {

	private static final Pattern FORMAT = Pattern.compile("^[A-Za-z0-9_.:-]{16,255}$");

	/** What a key that was not checked yet may have, and a log must not. */
	private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9_.:-]");

	private static final int VISIBLE_CHARACTERS = 8;

	private static final int MIN_DIFFERENT_CHARACTERS = 5;

	private static final int MIN_UNPADDED_LENGTH = 9;

	private static final int MAX_REPEATED_UNIT = 10;

	private static final int MAX_SEQUENCE_BREAKS = 3;

	private IdempotencyKey() {
	}

	/**
	 * Generate a key.
	 * @return a random UUID (version 4), from a secure source
	 */
	public static String generate() {
		return UUID.randomUUID().toString();
	}

	/**
	 * Check a key (AdCP 3.1 idempotency, rule 1).
	 * @param key the key, or {@code null} where a request carries none
	 * @return the same key
	 * @throws InvalidRequestException where the key is missing, malformed or guessable;
	 * its text does not contain the key
	 */
	public static String validate(@Nullable String key) {
		if (key == null) {
			throw invalid("required", "idempotency_key is missing: this task needs one, for example a random UUID");
		}
		if (!FORMAT.matcher(key).matches()) {
			throw invalid("pattern",
					"idempotency_key must have 16 to 255 characters, each a letter A-Z or a-z, a digit, "
							+ "or one of _ . : -");
		}
		if (isGuessable(key)) {
			throw invalid("not", "idempotency_key can be guessed (repeated, counted or padded characters): "
					+ "use a random one, for example a random UUID");
		}
		return key;
	}

	/**
	 * Return as much of a key as may be shown.
	 * @param key the key, or {@code null}
	 * @return its first eight characters, or {@code "none"} where there is no key; what
	 * no key may have, such as a line break, is a question mark
	 */
	public static String redact(@Nullable String key) {
		if (key == null) {
			return "none";
		}
		return FOREIGN.matcher(key.substring(0, Math.min(VISIBLE_CHARACTERS, key.length()))).replaceAll("?");
	}

	private static InvalidRequestException invalid(String keyword, String message) {
		AdcpError error = AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message)
			.withIssue("/idempotency_key", message, keyword);
		return new InvalidRequestException(error, null);
	}

	private static boolean isGuessable(String key) {
		return differentCharacters(key) < MIN_DIFFERENT_CHARACTERS || unpaddedLength(key) < MIN_UNPADDED_LENGTH
				|| repeatsShortUnit(key) || isSequence(key, 1) || isSequence(key, -1);
	}

	// The format lets ASCII pass only: two words have a bit for each character.
	private static int differentCharacters(String key) {
		long low = 0;
		long high = 0;
		for (int i = 0; i < key.length(); i++) {
			char character = key.charAt(i);
			if (character < Long.SIZE) {
				low |= 1L << character;
			}
			else {
				high |= 1L << (character - Long.SIZE);
			}
		}
		return Long.bitCount(low) + Long.bitCount(high);
	}

	private static int unpaddedLength(String key) {
		int length = key.length();
		int leading = 1;
		while (leading < length && key.charAt(leading) == key.charAt(0)) {
			leading++;
		}
		int trailing = 1;
		while (trailing < length && key.charAt(length - 1 - trailing) == key.charAt(length - 1)) {
			trailing++;
		}
		return length - Math.max(leading, trailing);
	}

	private static boolean repeatsShortUnit(String key) {
		for (int unit = 1; unit <= MAX_REPEATED_UNIT; unit++) {
			if (key.regionMatches(unit, key, 0, key.length() - unit)) {
				return true;
			}
		}
		return false;
	}

	/** A few breaks are allowed for, as between 9 and A. */
	private static boolean isSequence(String key, int step) {
		int breaks = 0;
		for (int i = 1; i < key.length(); i++) {
			if (key.charAt(i) - key.charAt(i - 1) != step) {
				breaks++;
			}
		}
		return breaks <= MAX_SEQUENCE_BREAKS;
	}

}
