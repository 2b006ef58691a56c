package io.adcp.spring.sample.buyer;

import org.jspecify.annotations.Nullable;

/**
 * What the desk keeps of one campaign beside its call, which is in the book.
 *
 * @param campaignId the campaign
 * @param callId the campaign's call in the book
 * @param shownKey the part of its key that may be shown, the first 8 characters
 * @param request the request without the key, to see whether the plan has changed since
 * @param state what is known of the outcome
 * @param attempts how many times the desk has sent the campaign, in all its runs
 * @param replayed whether the answer was the seller's repetition of an earlier one
 * @param mediaBuyId the seller's id of the buy where it is booked
 * @param problem why it is not booked, or not known to be
 */
record Booking(String campaignId, String callId, String shownKey, String request, State state, int attempts,
		boolean replayed, @Nullable String mediaBuyId, @Nullable Problem problem) {

	boolean is(State state) {
		return this.state == state;
	}

	/**
	 * What the desk knows of the outcome.
	 */
	enum State {

		/**
		 * Stored, perhaps sent, and no answer known: the same call has to be sent again.
		 */
		OPEN,

		/** The seller has booked it. */
		BOOKED,

		/** The seller has refused it: a corrected version may go out under the key. */
		REFUSED

	}

	/**
	 * Why a campaign is not booked.
	 *
	 * @param code the error's code
	 * @param message a sentence for people
	 * @param field the path of the request's field at fault, where the seller named one
	 */
	record Problem(String code, String message, @Nullable String field) {
	}

}
