package io.adcp.spring.idempotency.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.UnitOfWork;
import io.adcp.spring.idempotency.contract.IdempotencyBackendContract;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.idempotency.contract.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract, and what is promised of a table beyond it.
 */
abstract class JdbcBackendContract extends IdempotencyBackendContract {

	abstract JdbcFixture database();

	@Override
	protected IdempotencyBackend backend() {
		return database().backend();
	}

	@Override
	protected UnitOfWork unitOfWork() {
		return database().unitOfWork();
	}

	@Override
	protected void advance(Duration duration) {
		database().advance(duration);
	}

	@Test
	void purgingCountsWhatItTouchesAndDropsTheResponsesFirst() throws Exception {
		database().jdbc().update("DELETE FROM adcp_idempotency");
		executeFive();
		advance(RETENTION.replayable());
		assertThat(purges(5)).containsExactly(2, 2, 1, 0, 0);
		assertThat(count("response IS NULL")).isEqualTo(5);
		advance(RETENTION.tombstone());
		assertThat(purges(5)).containsExactly(2, 2, 1, 0, 0);
		assertThat(count("1 = 1")).isZero();
	}

	@Test
	void purgingTouchesTombstonesAndResponsesInOneBatch() throws Exception {
		database().jdbc().update("DELETE FROM adcp_idempotency");
		executeFive();
		advance(RETENTION.replayable());
		backend().purge(RETENTION, 3);
		advance(RETENTION.tombstone());
		assertThat(purges(3)).containsExactly(2, 2, 2);
	}

	@Test
	void purgingDoesNotWaitForACallInFlight() throws Exception {
		database().jdbc().update("DELETE FROM adcp_idempotency");
		executeFive();
		IdempotencyRequest request = request();
		execute(request, () -> {
			// As if all that is there, the claim in flight included, were an hour older.
			Retention later = new Retention(RETENTION.ttl(), Duration.ofHours(-25), RETENTION.tombstone());
			assertThat(backend().purge(later, 10)).isEqualTo(5);
			return "{}";
		});
		assertThat(repeat(request).replayed()).isTrue();
	}

	private void executeFive() throws Exception {
		for (int i = 0; i < 5; i++) {
			execute(request(), "{}");
		}
	}

	private List<Integer> purges(int times) {
		return Stream.generate(() -> backend().purge(RETENTION, 2)).limit(times).toList();
	}

	private int count(String condition) {
		return Objects.requireNonNull(database().jdbc()
			.queryForObject("SELECT count(*) FROM adcp_idempotency WHERE " + condition, Integer.class));
	}

}
