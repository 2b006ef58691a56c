package io.adcp.spring.verification.crash;

import java.util.Map;
import java.util.Set;

import io.adcp.spring.verification.harness.Database;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DoubleExecutions}, with a database that cannot be asked.
 */
class DoubleExecutionsTests {

	private final DoubleExecutions doubles = new DoubleExecutions(new Database("jdbc:nowhere"));

	@Test
	void aDoubleExecutionIsTheFirstDeathsThatTheCallWasUnderWayIn() {
		this.doubles.sellerKilled("seller IN_HANDLER", "b", Set.of("b"));
		this.doubles.sellerKilled("seller AFTER_COMMIT", "a", Set.of("a", "b"));
		this.doubles.sellerKilled("seller IN_ANSWER", "a", Set.of("a"));
		this.doubles.explain(Map.of("a", 2, "b", 1));
		assertThat(table()).contains("| seller IN_HANDLER | 1 | 0 | 0 |", "| seller AFTER_COMMIT | 1 | 1 | 0 |",
				"| seller IN_ANSWER | 1 | 0 | 0 |", "no death explains: 0");
	}

	@Test
	void theCallThatStoodThereIsToldFromTheOthersUnderWay() {
		this.doubles.sellerKilled("seller AFTER_COMMIT", "a", Set.of("a", "b", "c"));
		this.doubles.explain(Map.of("a", 2, "b", 2, "c", 2));
		assertThat(table()).contains("| seller AFTER_COMMIT | 1 | 1 | 2 |");
	}

	@Test
	void aDeathOfTheDatabaseConcernsBothSellers() {
		this.doubles.databaseKilled("seller AFTER_COMMIT", Set.of("a"), Set.of("b"));
		this.doubles.explain(Map.of("a", 2, "b", 3));
		assertThat(table()).contains("| seller AFTER_COMMIT | 1 | 0 | 2 |", "no death explains: 1");
	}

	private String table() {
		return this.doubles.table(Map.of("seller IN_HANDLER", 1, "seller AFTER_COMMIT", 1, "seller IN_ANSWER", 1));
	}

}
