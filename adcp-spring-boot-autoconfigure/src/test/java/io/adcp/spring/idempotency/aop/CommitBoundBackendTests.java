package io.adcp.spring.idempotency.aop;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A backend beside the database, bound to real transactions of it.
 */
class CommitBoundBackendTests {

	private static final Retention RETENTION = new Retention(Duration.ofHours(1), Retention.DEFAULT_SKEW,
			Duration.ofDays(1));

	private final TransactionTemplate transaction = new TransactionTemplate(
			new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:commit-bound")));

	private final IdempotencyBackend memory = new MemoryIdempotencyBackend(Clock.systemUTC(), RETENTION, 10);

	private final IdempotencyBackend backend = new CommitBoundBackend(this.memory);

	@Test
	void theResponseIsStoredAfterTheCommitAndNotBefore() {
		Claim claim = claim();
		this.transaction.executeWithoutResult((status) -> {
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.complete(claim, "{}", RETENTION);
			assertThat(this.backend.claim(claim).orElseThrow()).satisfies(this::isInFlight);
		});
		assertThat(this.backend.claim(claim).orElseThrow().replay(Duration.ZERO)).isEqualTo("{}");
	}

	@Test
	void aRollbackAfterTheResponseFreesTheKey() {
		Claim claim = claim();
		this.transaction.executeWithoutResult((status) -> {
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.complete(claim, "{}", RETENTION);
			status.setRollbackOnly();
		});
		assertThat(this.backend.claim(claim)).isEmpty();
	}

	@Test
	void withoutATransactionTheResponseIsStoredAtOnce() {
		Claim claim = claim();
		assertThat(this.backend.claim(claim)).isEmpty();
		this.backend.complete(claim, "{}", RETENTION);
		assertThat(this.backend.claim(claim).orElseThrow().replay(Duration.ZERO)).isEqualTo("{}");
	}

	@Test
	void workThatIsDoneIsAnsweredAlsoIfItsResponseCannotBeStored() {
		IdempotencyBackend failing = new CommitBoundBackend(new Unreachable());
		assertThatCode(() -> failing.complete(claim(), "{}", RETENTION)).doesNotThrowAnyException();
		assertThatCode(
				() -> this.transaction.executeWithoutResult((status) -> failing.complete(claim(), "{}", RETENTION)))
			.doesNotThrowAnyException();
	}

	private void isInFlight(IdempotencyRecord holder) {
		assertThat(catchThrowable(() -> holder.replay(Duration.ZERO))).hasMessageContaining("IDEMPOTENCY_IN_FLIGHT");
	}

	private static Claim claim() {
		return new Claim(UUID.randomUUID(), "create_media_buy", PayloadHash.of(new byte[32]), UUID.randomUUID(),
				Duration.ofMinutes(1));
	}

	private static final class Unreachable implements IdempotencyBackend {

		@Override
		public Optional<IdempotencyRecord> claim(Claim claim) {
			return Optional.empty();
		}

		@Override
		public void complete(Claim claim, String response, Retention retention) {
			throw new IllegalStateException("unreachable");
		}

		@Override
		public void release(Claim claim) {
			throw new IllegalStateException("unreachable");
		}

		@Override
		public int purge(Retention retention, int limit) {
			return 0;
		}

		@Override
		public String name() {
			return "unreachable";
		}

	}

}
