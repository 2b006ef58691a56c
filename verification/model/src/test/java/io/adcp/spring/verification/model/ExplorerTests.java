package io.adcp.spring.verification.model;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import io.adcp.spring.verification.model.Exploration.Violation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the explorer has to see, in a world of a few numbers: a request is sent from 0,
 * and the end is 3.
 */
class ExplorerTests {

	@Test
	void allStatesAreVisited() {
		Exploration<Integer> found = explore(new Move<>(Action.SEND, "it", 1), new Move<>(Action.DELIVER, "it", 3));
		assertThat(found.states()).isEqualTo(3);
		assertThat(found.violation()).isNull();
	}

	@Test
	void theShortestWayToAViolationIsTold() {
		Exploration<Integer> found = explore(new Move<>(Action.SEND, "it", 1), new Move<>(Action.DELIVER, "it", 9));
		Violation<Integer> violation = Objects.requireNonNull(found.violation());
		assertThat(violation.trace().moves()).hasSize(1);
		assertThat(violation.broken()).isEqualTo("rule 0: no nine");
	}

	@Test
	void aStateFromWhichNothingEndsIsFound() {
		Exploration<Integer> found = explore(new Move<>(Action.SEND, "it", 1), new Move<>(Action.RECEIVE, "it", 2),
				new Move<>(Action.DELIVER, "it", 3));
		assertThat(Objects.requireNonNull(found.violation()).broken()).isEqualTo(Explorer.EVERY_PURCHASE_ENDS);
		assertThat(Objects.requireNonNull(found.violation()).trace().end()).isIn(1, 2);
	}

	@Test
	void anEndThatNeedsAFaultIsNone() {
		Exploration<Integer> found = explore(new Move<>(Action.CRASH, "it", 3));
		assertThat(Objects.requireNonNull(found.violation()).broken()).isEqualTo(Explorer.EVERY_PURCHASE_ENDS);
		assertThat(Objects.requireNonNull(found.violation()).trace().moves()).isEmpty();
	}

	@SafeVarargs
	private static Exploration<Integer> explore(Move<Integer>... fromTheStart) {
		return new Explorer<>(new Few(List.of(fromTheStart))).explore();
	}

	// From 1 and 2 one comes to each other alone, unless there are no three ways
	private record Few(List<Move<Integer>> fromTheStart) implements Protocol<Integer> {

		@Override
		public String name() {
			return "few";
		}

		@Override
		public List<Integer> starts() {
			return List.of(0);
		}

		@Override
		public void steps(Integer state, Consumer<Move<Integer>> to) {
			if (state == 0) {
				this.fromTheStart.forEach(to);
			}
			else if (state == 1) {
				to.accept(new Move<>(Action.RECEIVE, "it", (this.fromTheStart.size() < 3) ? 3 : 2));
			}
			else if (state == 2) {
				to.accept(new Move<>(Action.RECEIVE, "it", 1));
			}
		}

		@Override
		public List<Invariant<Integer>> invariants() {
			return List.of(Invariant.outward("rule 0", "no nine", (state) -> state != 9));
		}

		@Override
		public boolean isEnded(Integer state) {
			return state == 3;
		}

	}

}
