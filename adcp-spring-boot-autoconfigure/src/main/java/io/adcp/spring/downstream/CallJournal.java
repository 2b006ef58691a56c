package io.adcp.spring.downstream;

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
	 * Write a call down, in place of an earlier note of the same step. Durable when this
	 * returns.
	 * @param call the call
	 * @throws io.adcp.spring.idempotency.ClaimLostException if the claim is no longer
	 * this owner's
	 */
	void note(NotedCall call);

}
