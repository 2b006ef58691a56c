package io.adcp.spring.idempotency;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What operators ask of a backend. A backend does without it where its store cannot
 * answer.
 *
 * @since 0.1.0
 */
public interface InspectableIdempotencyBackend extends IdempotencyBackend {

	/**
	 * Count the records without reading all of them: exact while there are few, an
	 * estimate from the store's own statistics and a sample beyond.
	 * @return the counts, or empty where the store cannot tell without reading all
	 */
	Optional<Counts> count();

	/**
	 * Look a record up. The response stays where it is.
	 * @param id the id that {@link RecordId} gives to scope and key
	 * @return the record, or empty if the key was never seen, is in flight, or its
	 * tombstone is gone
	 */
	Optional<Summary> find(UUID id);

	/**
	 * Forget a record. The next call with its key runs again: where the outcome of the
	 * first call was not known, make sure before that it left nothing behind. A call in
	 * flight keeps its key.
	 * @param id the record's id
	 * @return whether there was one
	 */
	boolean delete(UUID id);

	/**
	 * How many records are kept.
	 *
	 * @param live records with a response
	 * @param tombstones records whose response was dropped
	 * @param unresolved calls whose outcome is not known
	 */
	record Counts(long live, long tombstones, long unresolved) {

	}

	/**
	 * A record without its response.
	 *
	 * @param id the record's id
	 * @param task the task that was answered
	 * @param state what a repetition meets
	 * @param expiresAt when the replay window, or the tombstone, ends; of an unresolved
	 * call, when its time was over
	 */
	record Summary(UUID id, String task, RecordState state, Instant expiresAt) {

	}

	/**
	 * What a repetition meets.
	 */
	enum RecordState {

		/** The stored response. */
		LIVE,

		/** A key that is expired: its response was dropped. */
		TOMBSTONE,

		/** A call that is over its time, and whose outcome nobody knows. */
		UNRESOLVED

	}

}
