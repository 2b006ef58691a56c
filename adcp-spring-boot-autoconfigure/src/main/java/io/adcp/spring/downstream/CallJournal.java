package io.adcp.spring.downstream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The calls that one claim has made. Held by whoever runs under the claim, and fenced: an
 * owner that was overtaken can write nothing more.
 *
 * @since 0.1.0
 */
public interface CallJournal {

	/**
	 * Return the calls that were noted, earlier runs' included.
	 * @return the calls, in the order in which they were noted
	 */
	List<NotedCall> calls();

	/**
	 * Return the time by the clock that all owners share, the database's.
	 * @return the time, never ahead of that clock
	 */
	Instant now();

	/**
	 * Write a call down, in place of an earlier note of the same step. Durable when this
	 * returns.
	 * @param call the call
	 * @param timeout how long the call may take; the claim has to stay this owner's for
	 * that long
	 * @throws io.adcp.spring.idempotency.ClaimLostException if the claim is no longer
	 * this owner's, or not for long enough
	 */
	void note(NotedCall call, Duration timeout);

	/**
	 * Strike a note out: it is proven that nothing is left of its call and that nothing
	 * will come of it.
	 * @param step the call's step
	 * @throws io.adcp.spring.idempotency.ClaimLostException if the claim is no longer
	 * this owner's
	 */
	void forget(String step);

}
