package io.adcp.spring.verification.model;

import java.util.List;
import java.util.function.Consumer;

/**
 * One aspect of the protocol, as states and the steps between them. States are values.
 *
 * @param <S> the type of a state
 */
public interface Protocol<S> {

	/**
	 * Return the protocol's name.
	 * @return a word
	 */
	String name();

	/**
	 * Return where it may begin.
	 * @return the states
	 */
	List<S> starts();

	/**
	 * Tell every step that somebody may take.
	 * @param state from where
	 * @param to takes the steps
	 */
	void steps(S state, Consumer<Move<S>> to);

	/**
	 * Return what must hold in every state.
	 * @return the invariants
	 */
	List<Invariant<S>> invariants();

	/**
	 * Return whether every purchase has ended, and nobody is at work.
	 * @param state a state
	 * @return {@code true} at an end
	 */
	boolean isEnded(S state);

}
