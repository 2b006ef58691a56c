package io.adcp.spring.client;

import org.jspecify.annotations.Nullable;

/**
 * What a look at the seller's own state says about a call of unknown outcome.
 *
 * @param <T> the type of what was found
 * @param verdict what it says
 * @param found what the call has made, or {@code null} where it was not found
 * @since 0.1.0
 */
public record Reconciliation<T>(Verdict verdict, @Nullable T found) {

	/**
	 * What is known now.
	 */
	public enum Verdict {

		/** The call was executed. */
		FOUND,

		/**
		 * The call was not executed and never will be: a new call may be made, with a new
		 * key.
		 */
		ABSENT,

		/**
		 * There is nothing to be found, but the seller still knows the key and may yet
		 * execute the call: resume it, or look again once its replay window is over.
		 */
		UNDECIDED

	}

}
