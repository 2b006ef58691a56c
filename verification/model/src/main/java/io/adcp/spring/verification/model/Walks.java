package io.adcp.spring.verification.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Ways through a protocol that are left to chance. Kinds of moves that were made seldom
 * are preferred, so that a few walks contain all of them.
 *
 * @param <S> the type of a state
 */
public final class Walks<S> {

	private final Protocol<S> protocol;

	private final Random random;

	private final Map<Action, Integer> taken = new EnumMap<>(Action.class);

	/**
	 * Create walks.
	 * @param protocol the protocol
	 * @param seed decides about the ways
	 */
	public Walks(Protocol<S> protocol, long seed) {
		this.protocol = protocol;
		this.random = new Random(seed);
	}

	/**
	 * Take walks. Each begins at a start, and ends where everything has ended or the
	 * number of moves is reached.
	 * @param walks how many
	 * @param moves the greatest number of moves of each
	 * @return the walks
	 */
	public List<Trace<S>> take(int walks, int moves) {
		List<Trace<S>> taken = new ArrayList<>();
		for (int i = 0; i < walks; i++) {
			taken.add(walk(moves));
		}
		return taken;
	}

	private Trace<S> walk(int length) {
		List<S> starts = this.protocol.starts();
		S start = starts.get(this.random.nextInt(starts.size()));
		List<Move<S>> moves = new ArrayList<>();
		S at = start;
		while (moves.size() < length) {
			List<Move<S>> possible = new ArrayList<>();
			this.protocol.steps(at, possible::add);
			if (possible.isEmpty()) {
				break;
			}
			Move<S> move = choose(possible);
			this.taken.merge(move.action(), 1, Integer::sum);
			moves.add(move);
			at = move.next();
		}
		return new Trace<>(start, moves);
	}

	// Of three, the one that was made the least often
	private Move<S> choose(List<Move<S>> possible) {
		Move<S> chosen = possible.get(this.random.nextInt(possible.size()));
		for (int i = 1; i < 3; i++) {
			Move<S> other = possible.get(this.random.nextInt(possible.size()));
			if (times(other) < times(chosen)) {
				chosen = other;
			}
		}
		return chosen;
	}

	private int times(Move<S> move) {
		return this.taken.getOrDefault(move.action(), 0);
	}

}
