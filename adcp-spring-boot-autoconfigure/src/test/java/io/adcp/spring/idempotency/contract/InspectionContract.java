package io.adcp.spring.idempotency.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.RecordState;
import io.adcp.spring.idempotency.RecordId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a backend tells its operators, where it is an
 * {@link InspectableIdempotencyBackend}.
 */
abstract class InspectionContract extends RetentionContract {

	/**
	 * Return the time by which the backend's records expire.
	 * @return now
	 */
	protected Instant now() {
		return Instant.now();
	}

	@Test
	void aRecordIsFoundWithoutItsResponse() throws Exception {
		IdempotencyRequest request = request();
		assertThat(inspected().find(id(request))).isEmpty();
		execute(request, "{}");
		assertThat(inspected().find(id(request))).hasValueSatisfying((found) -> {
			assertThat(found.id()).isEqualTo(id(request));
			assertThat(found.task()).isEqualTo(request.task());
			assertThat(found.state()).isEqualTo(RecordState.LIVE);
			assertThat(found.expiresAt()).isCloseTo(now().plus(RETENTION.ttl()), within(30, ChronoUnit.SECONDS));
		});
	}

	@Test
	void aRecordWhoseResponseIsDroppedIsFoundAsATombstone() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{}");
		advance(RETENTION.replayable());
		purge();
		Duration left = RETENTION.tombstone().minus(RETENTION.skew());
		assertThat(inspected().find(id(request))).hasValueSatisfying((found) -> {
			assertThat(found.state()).isEqualTo(RecordState.TOMBSTONE);
			assertThat(found.expiresAt()).isCloseTo(now().plus(left), within(30, ChronoUnit.SECONDS));
		});
	}

	@Test
	void aDeletedRecordsKeyIsAsNew() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{\"n\":1}");
		assertThat(inspected().delete(id(request))).isTrue();
		assertThat(inspected().delete(id(request))).isFalse();
		assertThat(inspected().find(id(request))).isEmpty();
		assertThat(execute(request, "{\"n\":2}").replayed()).isFalse();
	}

	@Test
	void aCallInFlightIsNeitherFoundNorDeleted() throws Exception {
		IdempotencyRequest request = request();
		try (Calls calls = new Calls(); Calls.Held first = calls.hold(rejecting(), request)) {
			assertThat(inspected().find(id(request))).isEmpty();
			assertThat(inspected().delete(id(request))).isFalse();
			first.finish();
		}
		assertThat(repeat(request).replayed()).isTrue();
	}

	@Test
	void liveRecordsAndTombstonesAreCountedApartOrNotAtAll() throws Exception {
		Optional<Counts> before = inspected().count();
		execute(request(), "{}");
		advance(RETENTION.replayable());
		purge();
		Optional<Counts> old = inspected().count();
		execute(request(), "{}");
		Optional<Counts> after = inspected().count();
		if (before.isEmpty()) {
			assertThat(List.of(old, after)).containsOnly(Optional.empty());
			return;
		}
		assertThat(old.orElseThrow().tombstones()).isGreaterThan(before.get().tombstones());
		assertThat(after).contains(new Counts(old.get().live() + 1, old.get().tombstones(), 0));
	}

	private InspectableIdempotencyBackend inspected() {
		assumeTrue(backend() instanceof InspectableIdempotencyBackend, "The backend cannot be inspected");
		return (InspectableIdempotencyBackend) backend();
	}

	private static UUID id(IdempotencyRequest request) {
		return RecordId.of(request.scope(), request.key());
	}

}
