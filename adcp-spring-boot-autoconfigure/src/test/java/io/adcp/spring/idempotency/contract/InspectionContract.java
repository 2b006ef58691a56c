package io.adcp.spring.idempotency.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.RecordState;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.idempotency.contract.Requests.id;
import static io.adcp.spring.idempotency.contract.Requests.request;
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

	/**
	 * Return what the backend shows to its operators. What it is said to show is tested;
	 * that it shows nothing more is tested, too.
	 * @return records and counts, unless a backend's test says otherwise
	 */
	protected Inspection inspection() {
		return Inspection.RECORDS_AND_COUNTS;
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
	void liveRecordsAndTombstonesAreCountedApart() throws Exception {
		assumeTrue(inspection() == Inspection.RECORDS_AND_COUNTS, "The backend's test says that it does not count");
		Counts before = counts();
		execute(request(), "{}");
		advance(RETENTION.replayable());
		purge();
		Counts old = counts();
		execute(request(), "{}");
		assertThat(old.tombstones()).isGreaterThan(before.tombstones());
		assertThat(counts()).isEqualTo(new Counts(old.live() + 1, old.tombstones(), 0));
	}

	@Test
	void theBackendCanBeInspectedAsItsTestSays() throws Exception {
		execute(request(), "{}");
		assertThat(shown()).isEqualTo(inspection());
	}

	private Inspection shown() {
		if (!(backend() instanceof InspectableIdempotencyBackend inspected)) {
			return Inspection.NOTHING;
		}
		return inspected.count().isPresent() ? Inspection.RECORDS_AND_COUNTS : Inspection.RECORDS;
	}

	private Counts counts() {
		return inspected().count().orElseThrow();
	}

	private InspectableIdempotencyBackend inspected() {
		assumeTrue(inspection() != Inspection.NOTHING, "The backend's test says that it cannot be inspected");
		return (InspectableIdempotencyBackend) backend();
	}

	/**
	 * What a backend shows.
	 */
	protected enum Inspection {

		/** It is no {@link InspectableIdempotencyBackend}. */
		NOTHING,

		/** Single records. */
		RECORDS,

		/** Single records, and how many there are. */
		RECORDS_AND_COUNTS

	}

}
