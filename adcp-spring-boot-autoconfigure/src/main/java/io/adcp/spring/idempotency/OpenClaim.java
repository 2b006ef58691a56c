package io.adcp.spring.idempotency;

import java.time.Instant;
import java.util.UUID;

/**
 * A claim that was committed before its handler ended, because the handler calls other
 * systems (AdCP 3.2 idempotency, rule 9). It holds its key until it is settled or
 * released; its time being over frees nothing.
 *
 * @param id the record's id
 * @param task the task
 * @param payload the hash of the request
 * @param owner who runs under it, or did last
 * @param run how many have run under it, at least one
 * @param openedAt when it was opened
 * @param leaseUntil until when its owner may go on; from then on the outcome has to be
 * found out
 * @param readAt when this was read; all by the backend's clock
 * @param calls what was noted of the calls to other systems, in the words of whoever
 * notes it
 * @since 0.1.0
 */
public record OpenClaim(UUID id, String task, PayloadHash payload, UUID owner, int run, Instant openedAt,
		Instant leaseUntil, Instant readAt, String calls) {

	/**
	 * Return whether the outcome has to be found out.
	 * @return {@code true} once the lease was over when this was read
	 */
	public boolean isReconciliationRequired() {
		return !this.leaseUntil.isAfter(this.readAt);
	}

	@Override
	public String toString() {
		return "OpenClaim[id=" + this.id + ", task=" + this.task + ", run=" + this.run + "]";
	}

}
