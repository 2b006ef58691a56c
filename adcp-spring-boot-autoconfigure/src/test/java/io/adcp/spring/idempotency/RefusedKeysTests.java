package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.UUID;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.idempotency.contract.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * A request that comes back before its time (AdCP 3.2 idempotency, rule 8).
 */
class RefusedKeysTests {

	private static final UUID ID = UUID.randomUUID();

	private static final IdempotencyRequest REQUEST = request();

	private static final RateLimitedException REFUSED = new RateLimitedException(
			AdcpError.of(AdcpErrorCode.RATE_LIMITED, "Too many").withRetryAfter(Duration.ofSeconds(3)), null);

	private long nanoTime = 42;

	private final RefusedKeys refused = new RefusedKeys(() -> this.nanoTime);

	@Test
	void itIsRefusedUntilItsTimeHasCome() {
		this.refused.add(ID, REQUEST, REFUSED);
		assertRefusedFor(3);
		this.nanoTime += Duration.ofMillis(500).toNanos();
		assertRefusedFor(3);
		this.nanoTime += Duration.ofMillis(2499).toNanos();
		assertRefusedFor(1);
		this.nanoTime += Duration.ofMillis(1).toNanos();
		assertThatNoException().isThrownBy(() -> this.refused.check(ID, REQUEST));
	}

	@Test
	void anotherRequestIsNoRepetition() {
		this.refused.add(ID, REQUEST, REFUSED);
		assertThatNoException().isThrownBy(() -> {
			this.refused.check(UUID.randomUUID(), REQUEST);
			this.refused.check(ID, request(AdcpTask.GET_PRODUCTS));
		});
	}

	@Test
	void onlyTheNewestAreRemembered() {
		this.refused.add(ID, REQUEST, REFUSED);
		UUID second = UUID.randomUUID();
		this.refused.add(second, REQUEST, REFUSED);
		this.refused.add(ID, REQUEST, REFUSED);
		for (int i = 0; i < 9_999; i++) {
			this.refused.add(UUID.randomUUID(), REQUEST, REFUSED);
		}
		assertThatNoException().isThrownBy(() -> this.refused.check(second, REQUEST));
		assertRefusedFor(3);
	}

	@Test
	void theEngineRefusesItWithoutAskingTheBackend() {
		ScriptedBackend backend = ScriptedBackend.free();
		IdempotencyStore store = Engines.rejecting(backend, (scope, task) -> {
			throw REFUSED;
		});
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(RateLimitedException.class).isThrownBy(() -> store.execute(REQUEST, () -> "{}"));
		}
		assertThat(backend.claims()).hasSize(1);
	}

	private void assertRefusedFor(int seconds) {
		assertThatExceptionOfType(RateLimitedException.class).isThrownBy(() -> this.refused.check(ID, REQUEST))
			.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(seconds)));
	}

}
