package io.adcp.spring.idempotency.replay;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.adcp.spring.idempotency.jdbc.JdbcFixture;
import io.adcp.spring.verification.model.Action;
import io.adcp.spring.verification.model.Binding;
import io.adcp.spring.verification.model.KeyProtocol;
import io.adcp.spring.verification.model.KeyWorld;
import io.adcp.spring.verification.model.Trace;
import io.adcp.spring.verification.model.Walks;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Model and engine agree, on each backend: walks through the model that contain every
 * kind of move are gone by the engine. {@code -Dadcp.model.walks} makes them more, and
 * {@code -Dadcp.model.seed} others.
 */
class ModelReplayTests {

	private static final int WALKS = Integer.getInteger("adcp.model.walks", 40);

	private static final int MOVES = 70;

	private static final long SEED = Long.getLong("adcp.model.seed", 20261125);

	private static final Set<Action> TRANSACTIONAL_ONLY = EnumSet.of(Action.COMMIT_UNKNOWN_DONE);

	private static final Set<Action> LEASED_ONLY = EnumSet.of(Action.STORE, Action.LEASE_ENDS);

	// What the engine takes part in
	private static final Set<Action> SELLERS = EnumSet.of(Action.RECEIVE, Action.CLAIM, Action.HANDLE, Action.FAIL,
			Action.COMMIT, Action.COMMIT_UNKNOWN_DONE, Action.COMMIT_UNKNOWN_UNDONE, Action.STORE, Action.CRASH,
			Action.LEASE_ENDS, Action.WINDOW_ENDS, Action.PURGE);

	@Test
	void theEngineGoesWithTheModelOnPostgres() {
		replay(DatabaseDriver.of(JdbcFixture.postgres(10), true));
	}

	@Test
	void theEngineGoesWithTheModelOnH2() {
		replay(DatabaseDriver.of(JdbcFixture.h2(10), false));
	}

	@Test
	void theEngineGoesWithTheModelOnMariaDb() {
		replay(DatabaseDriver.of(JdbcFixture.mariaDb(10), false));
	}

	@Test
	void theEngineGoesWithTheModelInMemory() {
		replay(LeasedDriver.memory());
	}

	@Test
	void theEngineGoesWithTheModelOnRedis() {
		replay(LeasedDriver.redis());
	}

	@Test
	void anEngineThatGoesAnotherWayIsFoundOut() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> replay(LeasedDriver.withoutTombstones()))
			.withMessageContaining("are purged");
	}

	private static void replay(ModelDriver driver) {
		try (driver) {
			List<Trace<KeyWorld>> walks = new Walks<>(new KeyProtocol(driver.binding(), 2, null), SEED).take(WALKS,
					MOVES);
			assertEveryKindOfMoveIsThere(walks, driver.binding());
			for (Trace<KeyWorld> walk : walks) {
				try (WalkReplay replay = new WalkReplay(driver)) {
					replay.go(walk);
				}
			}
		}
	}

	private static void assertEveryKindOfMoveIsThere(List<Trace<KeyWorld>> walks, Binding binding) {
		Set<Action> expected = EnumSet.copyOf(SELLERS);
		expected.removeAll((binding == Binding.LEASED) ? TRANSACTIONAL_ONLY : LEASED_ONLY);
		assertThat(walks).flatMap(Trace::moves).extracting((move) -> move.action()).containsAll(expected);
	}

}
