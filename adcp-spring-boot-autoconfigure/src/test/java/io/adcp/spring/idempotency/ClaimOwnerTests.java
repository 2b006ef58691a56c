package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimOwnerTests {

	private final List<UUID> owners = new ArrayList<>();

	@Test
	void eachAttemptOfEachEngineIsAnOwnerOfItsOwn() throws Exception {
		IdempotencyRequest request = new IdempotencyRequest(new IdempotencyScope("agent", null, null),
				IdempotencyKey.generate(), AdcpTask.CREATE_MEDIA_BUY, PayloadHash.of(new byte[32]));
		for (int i = 0; i < 3; i++) {
			IdempotencyStore store = newStore();
			store.execute(request, () -> "{}");
			store.execute(request, () -> "{}");
		}
		assertThat(this.owners).hasSize(6).doesNotHaveDuplicates();
	}

	private IdempotencyStore newStore() {
		Retention retention = new Retention(Duration.ofHours(1), Retention.DEFAULT_SKEW, Duration.ofDays(1));
		return new IdempotencyStore(new OwnerBook(), UnitOfWork.NONE,
				new IdempotencySettings(retention, InFlightPolicy.REJECT, Duration.ofSeconds(1), Duration.ofSeconds(1)),
				InsertLimiter.NONE, List.of());
	}

	private final class OwnerBook implements IdempotencyBackend {

		@Override
		public Optional<IdempotencyRecord> claim(Claim claim) {
			ClaimOwnerTests.this.owners.add(claim.owner());
			return Optional.empty();
		}

		@Override
		public void complete(Claim claim, String response, Retention retention) {
		}

		@Override
		public void release(Claim claim) {
		}

		@Override
		public int purge(Retention retention, int limit) {
			return 0;
		}

		@Override
		public String name() {
			return "book";
		}

	}

}
