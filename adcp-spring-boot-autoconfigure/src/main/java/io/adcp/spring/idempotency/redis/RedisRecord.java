package io.adcp.spring.idempotency.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.RecordState;
import io.adcp.spring.idempotency.Retention;
import org.jspecify.annotations.Nullable;

/**
 * The text of a record: state, owner, skew in milliseconds, payload hash and task, with
 * spaces between them. The owner makes it unique, so a script compares it as a whole.
 */
record RedisRecord(String state, Duration skew, String payload, String task) {

	private static final String IN_FLIGHT = "in-flight";

	private static final String COMPLETED = "completed";

	private static final int FIELDS = 5;

	static String inFlight(Claim claim) {
		return text(IN_FLIGHT, claim, Duration.ZERO);
	}

	static String completed(Claim claim, Retention retention) {
		return text(COMPLETED, claim, retention.skew());
	}

	private static String text(String state, Claim claim, Duration skew) {
		return String.join(" ", state, claim.owner().toString(), String.valueOf(skew.toMillis()), payload(claim),
				claim.task());
	}

	static RedisRecord parse(String text) {
		String[] fields = text.split(" ", FIELDS);
		return new RedisRecord(fields[0], Duration.ofMillis(Long.parseLong(fields[2])), fields[3], fields[4]);
	}

	/**
	 * Return what a claim is told of this record.
	 * @param claim the claim
	 * @param left how long Redis still keeps the response, skew included
	 * @param response the response, or {@code null} once Redis has dropped it
	 * @return the record
	 */
	IdempotencyRecord seenBy(Claim claim, Duration left, @Nullable String response) {
		boolean samePayload = this.payload.equals(payload(claim)) && this.task.equals(claim.task());
		return this.state.equals(IN_FLIGHT) ? IdempotencyRecord.inFlight(samePayload)
				: IdempotencyRecord.completed(samePayload, response, left.minus(this.skew));
	}

	boolean isCompleted() {
		return this.state.equals(COMPLETED);
	}

	/**
	 * Return what operators are told of this record.
	 * @param id its id
	 * @param recordLeft how many milliseconds Redis still keeps it
	 * @param responseLeft how many milliseconds Redis still keeps its response; negative
	 * once it is dropped
	 * @param now Redis' time, in milliseconds
	 * @return the summary, or empty while the call is in flight
	 */
	Optional<InspectableIdempotencyBackend.Summary> summary(UUID id, long recordLeft, long responseLeft, long now) {
		if (!isCompleted()) {
			return Optional.empty();
		}
		boolean tombstone = responseLeft < 0;
		Instant kept = Instant.ofEpochMilli(now + (tombstone ? recordLeft : responseLeft));
		return Optional.of(new InspectableIdempotencyBackend.Summary(id, this.task,
				tombstone ? RecordState.TOMBSTONE : RecordState.LIVE, kept.minus(this.skew)));
	}

	private static String payload(Claim claim) {
		return HexFormat.of().formatHex(claim.payload().bytes());
	}

}
