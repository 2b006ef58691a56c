package io.adcp.spring.idempotency;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordIdTests {

	@Test
	void theSameScopeAndKeyGiveTheSameId() {
		assertThat(RecordId.of(new IdempotencyScope("agent", "account", "session"), "key"))
			.isEqualTo(RecordId.of(new IdempotencyScope("agent", "account", "session"), "key"));
	}

	@Test
	void partsThatReadTheSameInARowAreKeptApart() {
		Set<UUID> ids = new HashSet<>();
		List<IdempotencyScope> scopes = List.of(new IdempotencyScope("ab", "c", null),
				new IdempotencyScope("a", "bc", null), new IdempotencyScope("abc", null, null),
				new IdempotencyScope("abc", "", null), new IdempotencyScope("abc", null, ""),
				new IdempotencyScope("ab", null, "c"));
		scopes.forEach((scope) -> ids.add(RecordId.of(scope, "key")));
		assertThat(ids).hasSameSizeAs(scopes);
	}

	@Test
	void theIdTellsNeitherKeyNorAgent() {
		assertThat(RecordId.of(new IdempotencyScope("agent", null, null), "5f0f7b0e-key").toString())
			.doesNotContain("agent", "5f0f7b0e");
	}

}
