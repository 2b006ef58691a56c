package io.adcp.spring.idempotency;

import java.util.Optional;

/**
 * Where claims and responses are kept. A backend stores and finds; what a record means is
 * decided by {@link IdempotencyRecord}, what happens next by {@link IdempotencyStore}.
 * <p>
 * Implementations are safe for use by several threads and, unless their documentation
 * says otherwise, by several processes. One is finished when the shared contract test
 * passes.
 *
 * @since 0.1.0
 */
public interface IdempotencyBackend {

	/**
	 * Ask for a key. At most one claim of an id is granted until it is completed,
	 * released, or its owner is gone. Must not wait for another owner to finish.
	 * @param claim who asks for what
	 * @return empty if the key is the claim's; otherwise what is known of its holder
	 */
	Optional<IdempotencyRecord> claim(Claim claim);

	/**
	 * Look for a record that is finished, without asking for its key and outside of any
	 * transaction, in one read that waits for nobody. Called for keys that this process
	 * has seen finished, to spare a repetition the rest.
	 * @param claim who looks
	 * @return what {@link #claim} would return of a call that has ended with success;
	 * empty if there is none, or it takes a claim to tell. By default, always empty
	 */
	default Optional<IdempotencyRecord> findFinished(Claim claim) {
		return Optional.empty();
	}

	/**
	 * Store the response of a granted claim, once. It becomes visible to others together
	 * with the business data where the backend takes part in its transaction, and not
	 * before it otherwise.
	 * @param claim a claim that was granted
	 * @param response the response, to be returned unchanged
	 * @param retention how long to remember, counted from now by the backend's clock
	 * @throws ClaimLostException if the key is no longer the claim's
	 */
	void complete(Claim claim, String response, Retention retention);

	/**
	 * Give back a granted claim that was not completed. Does nothing if the key is no
	 * longer the claim's.
	 * @param claim a claim that was granted
	 */
	void release(Claim claim);

	/**
	 * Drop some of what is past its time: the responses past the replay window, whose
	 * keys stay known as tombstones, and tombstones past theirs. Never waits for a live
	 * call, and is safe to be run by several processes at once.
	 * @param retention how long to remember
	 * @param limit the greatest number of records to touch, at least one
	 * @return the number of records touched; less than {@code limit} if nothing is left
	 */
	int purge(Retention retention, int limit);

	/**
	 * Return a record that was read without this backend, from the store that it keeps
	 * its records in, as {@link #claim} would return it.
	 * @param claim whose record
	 * @param record the record, with its text as it is stored
	 * @return the record with a text that can be replayed; by default it needs nothing
	 */
	default IdempotencyRecord readable(Claim claim, IdempotencyRecord record) {
		return record;
	}

	/**
	 * Return the name that stands for this backend in logs and metrics.
	 * @return a lower case word, such as {@code jdbc}
	 */
	String name();

}
