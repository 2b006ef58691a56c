package io.adcp.spring.idempotency.memory;

import java.time.Duration;
import java.time.Instant;

import io.adcp.spring.AdcpException;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.contract.LeasedBackendContract;
import io.adcp.spring.testing.AdjustableClock;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.idempotency.contract.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The contract in memory, and its bound.
 */
class MemoryIdempotencyBackendTests extends LeasedBackendContract {

	private static final int MAX_RECORDS = 1_000;

	private final AdjustableClock clock = new AdjustableClock();

	private final IdempotencyBackend backend = new MemoryIdempotencyBackend(this.clock, RETENTION, MAX_RECORDS);

	@Override
	protected IdempotencyBackend backend() {
		return this.backend;
	}

	@Override
	protected Instant now() {
		return this.clock.instant();
	}

	@Override
	protected void advance(Duration duration) {
		this.clock.advance(duration);
	}

	@Test
	void itRefusesNewKeysRatherThanForgetOne() throws Exception {
		IdempotencyRequest first = request();
		execute(first, "{}");
		fill(MAX_RECORDS - 1);
		assertThatExceptionOfType(AdcpException.class).isThrownBy(() -> execute(request(), "{}")).satisfies((ex) -> {
			assertThat(ex.code()).isEqualTo("SERVICE_UNAVAILABLE");
			assertThat(ex.retryAfter()).isNotNull();
		});
		assertThat(repeat(first).replayed()).isTrue();
	}

	@Test
	void itMakesRoomByForgettingWhatIsPastItsTime() throws Exception {
		fill(MAX_RECORDS);
		advance(RETENTION.replayable());
		this.backend.purge(RETENTION, MAX_RECORDS);
		advance(RETENTION.tombstone());
		assertThat(execute(request(), "{}").replayed()).isFalse();
		fill(MAX_RECORDS - 1);
	}

	@Test
	void aFailedCallTakesNoRoom() throws Exception {
		fill(MAX_RECORDS - 1);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> execute(request(), () -> {
			throw new IllegalStateException("broken");
		}));
		assertThat(execute(request(), "{}").replayed()).isFalse();
	}

	private void fill(int records) throws Exception {
		for (int i = 0; i < records; i++) {
			execute(request(), "{}");
		}
	}

}
