package io.adcp.spring.verification.model;

import org.jspecify.annotations.Nullable;

/**
 * What an exploration has come to.
 *
 * @param <S> the type of a state
 * @param states how many states were visited
 * @param steps how many steps lead from one to another
 * @param violation the shortest way to a state in which something does not hold, or
 * {@code null} where all holds in all states
 */
public record Exploration<S>(int states, long steps, @Nullable Violation<S> violation) {

	/**
	 * A way to where something does not hold.
	 *
	 * @param <S> the type of a state
	 * @param broken what does not hold
	 * @param trace the way
	 */
	public record Violation<S>(String broken, Trace<S> trace) {

		@Override
		public String toString() {
			return this.trace.story() + "     This breaks " + this.broken;
		}

	}

}
