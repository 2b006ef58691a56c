package io.adcp.spring.idempotency;

import java.time.Duration;

import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rules about a key that somebody holds.
 */
class IdempotencyRecordTests {

	private static final Duration SKEW = Duration.ofSeconds(60);

	@Test
	void rule4TheSamePayloadGetsTheStoredResponse() {
		assertThat(completed(true, "{}", Duration.ofHours(1)).replay(SKEW)).isEqualTo("{}");
	}

	@Test
	void rule5AnotherPayloadIsAConflict() {
		assertThatExceptionOfType(IdempotencyConflictException.class)
			.isThrownBy(() -> completed(false, "{}", Duration.ofHours(1)).replay(SKEW))
			.satisfies((ex) -> assertThat(ex.error().field()).isNull())
			.satisfies((ex) -> assertThat(ex.error().details()).isEmpty());
	}

	@Test
	void rule6TheWindowIncludesTheSkewAndIsHalfOpen() {
		assertThat(completed(true, "{}", SKEW.negated().plusNanos(1000)).replay(SKEW)).isEqualTo("{}");
		assertThatExceptionOfType(IdempotencyExpiredException.class)
			.isThrownBy(() -> completed(true, "{}", SKEW.negated()).replay(SKEW));
	}

	@Test
	void rule6AnExpiredKeyIsExpiredWhateverThePayload() {
		assertThatExceptionOfType(IdempotencyExpiredException.class)
			.isThrownBy(() -> completed(false, null, Duration.ofDays(20)).replay(SKEW));
	}

	@Test
	void rule9TheSamePayloadInFlightIsToldToRepeatWithTheSameKey() {
		assertThatExceptionOfType(IdempotencyInFlightException.class)
			.isThrownBy(() -> IdempotencyRecord.inFlight(true).replay(SKEW))
			.satisfies((ex) -> assertThat(ex.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
	}

	@Test
	void rule9AnotherPayloadInFlightIsAConflictAtOnce() {
		assertThatExceptionOfType(IdempotencyConflictException.class)
			.isThrownBy(() -> IdempotencyRecord.inFlight(false).replay(SKEW));
	}

	private static IdempotencyRecord completed(boolean samePayload, @Nullable String response, Duration remaining) {
		return IdempotencyRecord.completed(samePayload, response, remaining);
	}

}
