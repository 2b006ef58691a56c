package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.UUID;

/**
 * One attempt to become the owner of a key.
 *
 * @param id the record's id, a digest of scope and key; two scopes never share one
 * @param task the task's name
 * @param payload the hash of the request
 * @param owner who asks: unique for each attempt
 * @param lease how long the owner may take at most; a backend that cannot tell a dead
 * owner from a slow one frees the key after it
 * @param joined whether the unit of work is a larger one that the caller opened. Its
 * settings are the caller's, and it must not be ended for this claim's sake.
 * @param opened whether an {@link OpenClaimBackend} keeps the claim's row, committed and
 * without a response, which becomes the record
 * @since 0.1.0
 */
public record Claim(UUID id, String task, PayloadHash payload, UUID owner, Duration lease, boolean joined,
		boolean opened) {

	/**
	 * Create a claim in a unit of work of its own.
	 * @param id the record's id
	 * @param task the task's name
	 * @param payload the hash of the request
	 * @param owner who asks
	 * @param lease how long the owner may take at most
	 */
	public Claim(UUID id, String task, PayloadHash payload, UUID owner, Duration lease) {
		this(id, task, payload, owner, lease, false, false);
	}

	/**
	 * Return the claim as it is once it was opened.
	 * @return the opened claim
	 */
	public Claim open() {
		return new Claim(this.id, this.task, this.payload, this.owner, this.lease, this.joined, true);
	}

}
