package io.adcp.spring.verification.model;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.adcp.spring.verification.model.Exploration.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bounded form of the run: one copy of each buyer's requests on the wire at a time.
 */
class ModelTests {

	private static final int LONGEST_STORY = 25;

	static List<Protocol<?>> protocols() {
		return ModelRun.protocols(1, null);
	}

	@ParameterizedTest
	@MethodSource("protocols")
	<S> void everyPromiseHoldsInEveryState(Protocol<S> protocol) {
		Exploration<S> found = new Explorer<>(protocol).explore();
		assertThat(found.violation()).isNull();
		assertThat(found.states()).isGreaterThan(1000);
	}

	@ParameterizedTest
	@EnumSource
	void eachMistakeIsFoundOutAndTold(Mutation mutation) {
		Violation<?> violation = Objects.requireNonNull(ModelRun.shortest(mutation));
		assertThat(violation.trace().moves()).hasSizeBetween(4, LONGEST_STORY);
		assertThat(violation.toString()).contains("1. ").contains("This breaks ");
	}

	@Test
	void everyKindOfMoveIsMade() {
		Set<Action> taken = EnumSet.noneOf(Action.class);
		protocols().forEach((protocol) -> taken.addAll(actions(protocol)));
		assertThat(EnumSet.complementOf(EnumSet.copyOf(taken))).isEmpty();
	}

	private static <S> Collection<Action> actions(Protocol<S> protocol) {
		Set<Action> taken = EnumSet.noneOf(Action.class);
		new Walks<>(protocol, 1).take(500, 60)
			.forEach((walk) -> walk.moves().forEach((move) -> taken.add(move.action())));
		return taken;
	}

}
