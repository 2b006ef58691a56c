package io.adcp.spring.verification.model;

/**
 * What somebody does.
 *
 * @param <S> the type of a state
 * @param action what is done
 * @param who who does it, and to what
 * @param next the state after it
 */
public record Move<S>(Action action, String who, S next) {

	@Override
	public String toString() {
		return this.action.story().formatted(this.who);
	}

}
