package io.adcp.spring.idempotency.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.Retention;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records in this process. For tests and demonstrations only: a restart forgets
 * every key, and a second process knows none of them, so a repetition is executed again.
 * <p>
 * The number of records is bounded. When all of them are still needed, new keys are
 * refused with {@code SERVICE_UNAVAILABLE}: forgetting one would be a second execution.
 * An owner that neither completes nor releases its claim keeps the key for its lease.
 *
 * @since 0.1.0
 */
public class MemoryIdempotencyBackend implements InspectableIdempotencyBackend {

	private static final System.Logger logger = System.getLogger(MemoryIdempotencyBackend.class.getName());

	private static final Duration FULL_RETRY_AFTER = Duration.ofSeconds(60);

	private final Map<UUID, Entry> entries = new HashMap<>();

	private final Clock clock;

	private final Retention retention;

	private final int maxRecords;

	/**
	 * Create a backend.
	 * @param clock decides about expiry
	 * @param retention what is past its time when room is needed
	 * @param maxRecords the greatest number of records, tombstones included
	 */
	public MemoryIdempotencyBackend(Clock clock, Retention retention, int maxRecords) {
		this.clock = clock;
		this.retention = retention;
		this.maxRecords = maxRecords;
		logger.log(System.Logger.Level.WARNING, "Idempotency records are kept in memory only. This is for tests and "
				+ "demonstrations: after a restart, or on another node, a repeated request is executed again.");
	}

	@Override
	public String name() {
		return "memory";
	}

	@Override
	public synchronized Optional<IdempotencyRecord> claim(Claim claim) {
		Instant now = this.clock.instant();
		Entry holder = this.entries.get(claim.id());
		if (holder != null && !holder.isAbandoned(now)) {
			return Optional.of(holder.seenBy(claim, now));
		}
		if (holder == null) {
			requireRoom();
		}
		this.entries.put(claim.id(), new Entry(claim, State.IN_FLIGHT, null, now.plus(claim.lease())));
		return Optional.empty();
	}

	// An owner past its lease has run its handler all the same: if nobody else has the
	// key, its answer is the first.
	@Override
	public synchronized void complete(Claim claim, String response, Retention retention) {
		Entry holder = this.entries.get(claim.id());
		if (holder != null && !holder.isHeldBy(claim)) {
			throw new ClaimLostException(null);
		}
		Instant end = this.clock.instant().plus(retention.ttl());
		this.entries.put(claim.id(), new Entry(claim, State.COMPLETED, response, end));
	}

	@Override
	public synchronized void release(Claim claim) {
		Entry holder = this.entries.get(claim.id());
		if (holder != null && holder.isHeldBy(claim)) {
			this.entries.remove(claim.id());
		}
	}

	@Override
	public synchronized int purge(Retention retention, int limit) {
		Instant now = this.clock.instant();
		int touched = 0;
		Iterator<Map.Entry<UUID, Entry>> all = this.entries.entrySet().iterator();
		while (all.hasNext() && touched < limit) {
			Map.Entry<UUID, Entry> next = all.next();
			Entry entry = next.getValue();
			if (entry.isDue(now, retention.skew())) {
				touched++;
				if (entry.state == State.COMPLETED) {
					next.setValue(entry.tombstone(retention.tombstone()));
				}
				else {
					all.remove();
				}
			}
		}
		return touched;
	}

	@Override
	public synchronized Optional<Counts> count() {
		return Optional.of(new Counts(count(State.COMPLETED), count(State.TOMBSTONE), 0));
	}

	private long count(State state) {
		return this.entries.values().stream().filter((entry) -> entry.state == state).count();
	}

	@Override
	public synchronized Optional<Summary> find(UUID id) {
		return Optional.ofNullable(this.entries.get(id)).flatMap(Entry::summary);
	}

	@Override
	public synchronized boolean delete(UUID id) {
		return find(id).isPresent() && this.entries.remove(id) != null;
	}

	private void requireRoom() {
		if (this.entries.size() >= this.maxRecords) {
			purge(this.retention, Integer.MAX_VALUE);
		}
		if (this.entries.size() >= this.maxRecords) {
			throw new AdcpTaskException(AdcpError
				.of(AdcpErrorCode.SERVICE_UNAVAILABLE, "No more idempotency keys can be remembered at the moment")
				.withRetryAfter(FULL_RETRY_AFTER), null);
		}
	}

	private enum State {

		IN_FLIGHT, COMPLETED, TOMBSTONE

	}

	/**
	 * What is known of a key.
	 *
	 * @param claim the claim that was granted
	 * @param state how far it has come
	 * @param response the response of a completed one
	 * @param end the end of the lease, of the replay window, or of the tombstone
	 */
	private record Entry(Claim claim, State state, @Nullable String response, Instant end) {

		boolean isHeldBy(Claim other) {
			return this.state == State.IN_FLIGHT && this.claim.owner().equals(other.owner());
		}

		boolean isAbandoned(Instant now) {
			return this.state == State.IN_FLIGHT && !now.isBefore(this.end);
		}

		boolean isDue(Instant now, Duration skew) {
			return (this.state == State.IN_FLIGHT) ? isAbandoned(now) : !now.isBefore(this.end.plus(skew));
		}

		Entry tombstone(Duration time) {
			return new Entry(this.claim, State.TOMBSTONE, null, this.end.plus(time));
		}

		Optional<Summary> summary() {
			RecordState kept = (this.state == State.TOMBSTONE) ? RecordState.TOMBSTONE : RecordState.LIVE;
			return (this.state == State.IN_FLIGHT) ? Optional.empty()
					: Optional.of(new Summary(this.claim.id(), this.claim.task(), kept, this.end));
		}

		IdempotencyRecord seenBy(Claim other, Instant now) {
			boolean samePayload = this.claim.task().equals(other.task())
					&& this.claim.payload().equals(other.payload());
			return (this.state == State.IN_FLIGHT) ? IdempotencyRecord.inFlight(samePayload)
					: IdempotencyRecord.completed(samePayload, this.response, Duration.between(now, this.end));
		}

	}

}
