package io.adcp.spring.verification.model;

import java.util.function.Predicate;

/**
 * What must hold in every state.
 *
 * @param <S> the type of a state
 * @param rule where it comes from: AdCP 3.2 idempotency, or this project's own promises
 * @param promise the promise, in words
 * @param isInward whether only the seller could see it broken. A mutation has to break
 * one that somebody else sees
 * @param holds whether it holds
 */
public record Invariant<S>(String rule, String promise, boolean isInward, Predicate<S> holds) {

	static <S> Invariant<S> outward(String rule, String promise, Predicate<S> holds) {
		return new Invariant<>(rule, promise, false, holds);
	}

	static <S> Invariant<S> inward(String rule, String promise, Predicate<S> holds) {
		return new Invariant<>(rule, promise, true, holds);
	}

	@Override
	public String toString() {
		return this.rule + ": " + this.promise;
	}

}
