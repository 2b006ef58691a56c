package io.adcp.spring.client;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Keeps frozen calls from the decision to make them to their end, across restarts. What
 * it writes belongs to the caller's transaction where there is one.
 *
 * @since 0.1.0
 */
public interface AdcpCallBook {

	/**
	 * Store a call before it is sent, in the transaction that decides to make it.
	 * @param call the call
	 */
	void store(AdcpCall call);

	/**
	 * Note that the seller goes on with a call by itself. Does nothing for a call that is
	 * settled or not in the book.
	 * @param call the call, its task's id in it
	 */
	void accepted(AdcpCall call);

	/**
	 * Find a call that is not settled.
	 * @param id the call's {@link AdcpCall#id() id}
	 * @return the call, or empty where it is settled or not in the book
	 */
	Optional<AdcpCall> find(String id);

	/**
	 * Return whether a call has ended.
	 * @param id the call's {@link AdcpCall#id() id}
	 * @return {@code false} where it has not, or is not in the book
	 */
	boolean isSettled(String id);

	/**
	 * Return calls that are not settled, in the order of their ids.
	 * @param agent the seller's name in this application
	 * @param after the id after which to go on, or {@code null} to begin
	 * @param limit how many at most
	 * @return the calls; empty where there are no more
	 */
	List<AdcpCall> unsettled(String agent, @Nullable String after, int limit);

	/**
	 * Settle a call and do what belongs to its end, in one transaction: the caller's, or
	 * one of its own. Of several that settle a call at the same time, one does the work.
	 * If the work throws, the call stays unsettled. A settled call keeps neither its key
	 * nor its bytes in the book.
	 * @param id the call's {@link AdcpCall#id() id}
	 * @param end how it has ended
	 * @param work what to do if this is the first end
	 * @return whether it was
	 */
	Settlement settle(String id, CallEnd end, Runnable work);

	/**
	 * What the book says to the end of a call.
	 */
	enum Settlement {

		/** It is the first; the work was done. */
		FIRST,

		/** The call has ended so before; the work was not done again. */
		REPEATED,

		/** The call has ended otherwise before, and that end stays. */
		CONFLICTING,

		/** The call is not in the book. */
		UNKNOWN

	}

}
