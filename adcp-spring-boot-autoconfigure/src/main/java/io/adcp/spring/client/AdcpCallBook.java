package io.adcp.spring.client;

import java.time.Instant;
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
	 * Return whether a call to a seller has ended.
	 * @param id the call's {@link AdcpCall#id() id}
	 * @param agent the seller's name in this application
	 * @return {@code false} where it has not, is another seller's, or is not in the book
	 */
	boolean isSettled(String id, String agent);

	/**
	 * Note that a call's seller has told progress of a moment.
	 * @param id the call's {@link AdcpCall#id() id}
	 * @param moment when the seller says that it was so
	 * @return {@code false} where the call is settled or not in the book, or later
	 * progress has been told before
	 */
	boolean progressed(String id, Instant moment);

	/**
	 * Return calls that are not settled, in the order of their ids. One that cannot be
	 * read keeps none of the others back.
	 * @param agent the seller's name in this application
	 * @param after the id after which to go on, or {@code null} to begin
	 * @param limit how many at most
	 * @return the calls; empty where there are no more
	 */
	List<Unsettled> unsettled(String agent, @Nullable String after, int limit);

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
	 * A call that is not settled, or why it cannot be read.
	 *
	 * @param id the call's id
	 * @param call the call, or {@code null} where it cannot be read
	 * @param fault why it cannot be read, or {@code null}
	 */
	record Unsettled(String id, @Nullable AdcpCall call, @Nullable RuntimeException fault) {

		/**
		 * Of a call that was read.
		 * @param call the call
		 * @return the entry
		 */
		public static Unsettled of(AdcpCall call) {
			return new Unsettled(call.id(), call, null);
		}

		/**
		 * Of a call that cannot be read.
		 * @param id the call's id
		 * @param fault why
		 * @return the entry
		 */
		public static Unsettled unreadable(String id, RuntimeException fault) {
			return new Unsettled(id, null, fault);
		}

	}

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
