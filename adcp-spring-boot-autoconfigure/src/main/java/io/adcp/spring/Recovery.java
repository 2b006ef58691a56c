package io.adcp.spring;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What the caller of a failed task can do about the failure.
 *
 * @since 0.1.0
 */
public enum Recovery {

	/**
	 * The same request, with the same key and the same bytes, may succeed later.
	 */
	TRANSIENT,

	/**
	 * The request has to be changed, or the state looked up, before it is sent again.
	 */
	CORRECTABLE,

	/**
	 * No repetition helps: somebody has to act outside the protocol.
	 */
	TERMINAL;

	/**
	 * Return the word that stands for this class on the wire.
	 * @return the lower case name
	 */
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the class that a word on the wire stands for. AdCP reads an absent or
	 * unknown word as transient.
	 * @param word the word, or {@code null} where the field was absent
	 * @return the class, {@link #TRANSIENT} for a word that is not known
	 */
	public static Recovery fromWire(@Nullable String word) {
		for (Recovery recovery : values()) {
			if (recovery.wireName().equals(word)) {
				return recovery;
			}
		}
		return TRANSIENT;
	}

}
