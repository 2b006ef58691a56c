package io.adcp.spring.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Where claims are kept that outlive their transaction, beside the records of a
 * {@link TransactionalIdempotencyBackend}: no key ever has both a finished record and an
 * open claim. Stores and finds; what happens next is decided by {@link ClaimedStore}.
 * <p>
 * What changes a claim is fenced by its owner and run: one that was overtaken changes
 * nothing. Each method commits for itself, except those that say otherwise.
 *
 * @since 0.1.0
 */
public interface OpenClaimBackend {

	/**
	 * Look a key up, without asking for it.
	 * @param claim who asks
	 * @return what is known
	 */
	Look look(Claim claim);

	/**
	 * Open a claim, whose lease begins now.
	 * @param claim who asks
	 * @param calls the first note
	 * @return the claim, or empty if somebody holds the key by now
	 */
	Optional<OpenClaim> open(Claim claim, String calls);

	/**
	 * Become the owner of a claim whose lease is over. At most one of those that ask at
	 * once does.
	 * @param id the claim's id
	 * @param owner who asks
	 * @param lease how long the owner may take
	 * @return the claim, or empty if it has an owner or is gone
	 */
	Optional<OpenClaim> takeOver(UUID id, UUID owner, Duration lease);

	/**
	 * Replace what was noted.
	 * @param claim the owner's claim
	 * @param calls the note
	 * @param needed how much of the lease must be left
	 * @throws ClaimLostException if the claim is not the owner's, or the lease too short
	 */
	void note(OpenClaim claim, String calls, Duration needed);

	/**
	 * Remove a claim as part of the current transaction, and keep others from its key
	 * until that ends. It is the first thing that is done in it, so that a run which was
	 * overtaken fails here; the record follows last, as
	 * {@link IdempotencyBackend#complete} of the {@linkplain Claim#open() opened} claim.
	 * @param claim the owner's claim
	 * @throws ClaimLostException if the claim is not the owner's
	 */
	void close(OpenClaim claim);

	/**
	 * Remove a claim: its key is free. Does nothing if the claim is not the owner's.
	 * @param claim the owner's claim
	 * @return whether it was removed
	 */
	boolean release(OpenClaim claim);

	/**
	 * End the lease at once, so that the next repetition takes over. Does nothing if the
	 * claim is not the owner's.
	 * @param claim the owner's claim
	 */
	void endLease(OpenClaim claim);

	/**
	 * Find a claim.
	 * @param id its id
	 * @return the claim, or empty
	 */
	Optional<OpenClaim> find(UUID id);

	/**
	 * Find the claims whose lease is over, the oldest first.
	 * @param limit how many at most
	 * @return the claims
	 */
	List<OpenClaim> reconciliationRequired(int limit);

	/**
	 * Count the claims.
	 * @return the counts
	 */
	Counts count();

	/**
	 * What is known of a key.
	 *
	 * @param now the time by the backend's clock
	 * @param holder who holds the key, or {@code null} if nobody is known to
	 */
	record Look(Instant now, @Nullable IdempotencyRecord holder) {

	}

	/**
	 * How many claims there are.
	 *
	 * @param open all of them
	 * @param reconciliationRequired those whose lease is over
	 * @param oldest how long ago the oldest was opened; zero if there is none
	 */
	record Counts(long open, long reconciliationRequired, Duration oldest) {

	}

}
