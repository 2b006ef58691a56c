package io.adcp.spring.verification.model;

import java.util.List;

/**
 * A way from a start.
 *
 * @param <S> the type of a state
 * @param start where it begins
 * @param moves what is done, in this order
 */
public record Trace<S>(S start, List<Move<S>> moves) {

	public Trace {
		moves = List.copyOf(moves);
	}

	/**
	 * Return where it ends.
	 * @return the state
	 */
	public S end() {
		return this.moves.isEmpty() ? this.start : this.moves.get(this.moves.size() - 1).next();
	}

	/**
	 * Return the moves as a numbered story.
	 * @return a line for each
	 */
	public String story() {
		StringBuilder story = new StringBuilder();
		for (int i = 0; i < this.moves.size(); i++) {
			story.append("%3d. %s%n".formatted(i + 1, this.moves.get(i)));
		}
		return story.toString();
	}

}
