package io.adcp.spring.verification.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.model.Exploration.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Visits all states of a protocol, breadth first, so that the first violation is one of
 * the shortest. Then it goes back from the ends by all steps that are no faults: a state
 * that is not met so is one from which nothing ends any more.
 *
 * @param <S> the type of a state
 */
public final class Explorer<S> {

	static final String EVERY_PURCHASE_ENDS = "every purchase ends: a way without further faults leads from each "
			+ "state to an end";

	private final Protocol<S> protocol;

	private final List<Invariant<S>> invariants;

	private final Map<S, Integer> numbers = new HashMap<>();

	private final List<S> states = new ArrayList<>();

	private final IntList parents = new IntList();

	// The steps that are no faults, by which every purchase has to end
	private final IntList from = new IntList();

	private final IntList to = new IntList();

	private long steps;

	/**
	 * Create an explorer, for one exploration.
	 * @param protocol the protocol
	 */
	public Explorer(Protocol<S> protocol) {
		this(protocol, protocol.invariants());
	}

	private Explorer(Protocol<S> protocol, List<Invariant<S>> invariants) {
		this.protocol = protocol;
		this.invariants = invariants;
	}

	/**
	 * Create an explorer that looks for what others than the seller can see.
	 * @param <S> the type of a state
	 * @param protocol the protocol
	 * @return the explorer
	 */
	public static <S> Explorer<S> ofOutwardPromises(Protocol<S> protocol) {
		return new Explorer<>(protocol,
				protocol.invariants().stream().filter((invariant) -> !invariant.isInward()).toList());
	}

	/**
	 * Visit all states, up to the first violation.
	 * @return what was found
	 */
	public Exploration<S> explore() {
		this.protocol.starts().forEach((start) -> visit(start, -1));
		for (int i = 0; i < this.states.size(); i++) {
			String broken = broken(this.states.get(i));
			if (broken != null) {
				return result(new Violation<>(broken, traceTo(i)));
			}
			expand(i);
		}
		int stuck = firstStuck();
		return result((stuck < 0) ? null : new Violation<>(EVERY_PURCHASE_ENDS, traceTo(stuck)));
	}

	private Exploration<S> result(@Nullable Violation<S> violation) {
		return new Exploration<>(this.states.size(), this.steps, violation);
	}

	private @Nullable String broken(S state) {
		for (Invariant<S> invariant : this.invariants) {
			if (!invariant.holds().test(state)) {
				return invariant.toString();
			}
		}
		return null;
	}

	private void expand(int number) {
		this.protocol.steps(this.states.get(number), (step) -> {
			this.steps++;
			int next = visit(step.next(), number);
			if (!step.action().isFault()) {
				this.from.add(number);
				this.to.add(next);
			}
		});
	}

	private int visit(S state, int parent) {
		Integer known = this.numbers.putIfAbsent(state, this.states.size());
		if (known != null) {
			return known;
		}
		this.states.add(state);
		this.parents.add(parent);
		return this.states.size() - 1;
	}

	private Trace<S> traceTo(int end) {
		List<Move<S>> back = new ArrayList<>();
		int at = end;
		while (this.parents.get(at) >= 0) {
			back.add(stepBetween(this.states.get(this.parents.get(at)), this.states.get(at)));
			at = this.parents.get(at);
		}
		Collections.reverse(back);
		return new Trace<>(this.states.get(at), back);
	}

	private Move<S> stepBetween(S one, S next) {
		List<Move<S>> found = new ArrayList<>();
		this.protocol.steps(one, (step) -> {
			if (step.next().equals(next)) {
				found.add(step);
			}
		});
		return found.get(0);
	}

	// The first state from which no end is reached, or -1
	private int firstStuck() {
		boolean[] ends = new boolean[this.states.size()];
		for (int i = 0; i < ends.length; i++) {
			ends[i] = this.protocol.isEnded(this.states.get(i));
		}
		for (boolean more = true; more;) {
			more = goBack(ends);
		}
		for (int i = 0; i < ends.length; i++) {
			if (!ends[i]) {
				return i;
			}
		}
		return -1;
	}

	// Steps stand in the order of the states that they leave, so going through them
	// backwards covers most ways at once.
	private boolean goBack(boolean[] ends) {
		boolean more = false;
		for (int i = this.from.size() - 1; i >= 0; i--) {
			if (ends[this.to.get(i)] && !ends[this.from.get(i)]) {
				ends[this.from.get(i)] = true;
				more = true;
			}
		}
		return more;
	}

}
