package io.adcp.spring.idempotency.contract;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.idempotency.contract.Requests.request;
import static io.adcp.spring.idempotency.contract.Requests.withPayload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How long a key is remembered: rule 6. The edges are tested half a minute apart, because
 * the backend's own clock goes on; to the instant they are in the record's own test.
 */
abstract class RetentionContract extends RepetitionContract {

	private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

	@Test
	void aResponseIsReplayedUntilTheEndOfItsTimeToLiveAndTheSkew() throws Exception {
		IdempotencyRequest request = executed();
		advance(RETENTION.replayable().minus(HALF_A_MINUTE));
		assertThat(repeat(request).replayed()).isTrue();
	}

	@Test
	void aKeyIsExpiredFromTheEndOfItsTimeToLiveAndTheSkew() throws Exception {
		IdempotencyRequest request = executed();
		advance(RETENTION.replayable());
		assertExpired(request);
	}

	@Test
	void aRecordOfAClockThatRunsAMinuteAheadIsReplayed() throws Exception {
		IdempotencyRequest request = executed();
		advance(RETENTION.skew().negated());
		assertThat(repeat(request).replayed()).isTrue();
	}

	@Test
	void anExpiredKeyTellsNothingAboutItsPayload() throws Exception {
		IdempotencyRequest request = executed();
		advance(RETENTION.replayable());
		assertExpired(withPayload(request, 2));
		purge();
		assertExpired(withPayload(request, 2));
	}

	@Test
	void anExpiredKeyIsKnownBeforeAndAfterPurging() throws Exception {
		IdempotencyRequest request = executed();
		advance(RETENTION.replayable());
		assertExpired(request);
		purge();
		assertExpired(request);
		advance(RETENTION.tombstone().minus(HALF_A_MINUTE));
		purge();
		assertExpired(request);
	}

	@Test
	void aKeyIsAsNewWhenItsTombstoneIsGone() throws Exception {
		IdempotencyRequest request = executed();
		advance(RETENTION.replayable());
		purge();
		advance(RETENTION.tombstone());
		purge();
		assertThat(execute(request, "{\"n\":2}").replayed()).isFalse();
		assertThat(repeat(request).body()).isEqualTo("{\"n\":2}");
	}

	@Test
	void purgingLeavesLiveRecordsAlone() throws Exception {
		List<IdempotencyRequest> old = Stream.generate(Requests::request).limit(5).toList();
		for (IdempotencyRequest request : old) {
			execute(request, "{}");
		}
		advance(RETENTION.replayable());
		IdempotencyRequest live = executed();
		purge();
		assertThat(repeat(live).replayed()).isTrue();
		for (IdempotencyRequest request : old) {
			assertExpired(request);
		}
	}

	@Test
	void purgingWhereNothingIsDueTouchesNothing() throws Exception {
		purge();
		IdempotencyRequest live = executed();
		assertThat(backend().purge(RETENTION, 10)).isZero();
		assertThat(repeat(live).replayed()).isTrue();
	}

	private IdempotencyRequest executed() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{\"n\":1}");
		return request;
	}

	private void assertExpired(IdempotencyRequest request) {
		assertThatExceptionOfType(IdempotencyExpiredException.class).isThrownBy(() -> repeat(request));
		assertThatExceptionOfType(IdempotencyExpiredException.class).isThrownBy(() -> repeatHere(request));
	}

}
