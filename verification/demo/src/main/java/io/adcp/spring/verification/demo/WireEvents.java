package io.adcp.spring.verification.demo;

/**
 * Decides on the answers that pass through {@link LossyProxy}, and hears of those that
 * never came.
 */
interface WireEvents {

	/**
	 * The buyer has sent a buy.
	 * @param buy the call
	 */
	void sent(Buy buy);

	/**
	 * The seller's answer to a buy has arrived whole, so the seller has done its work,
	 * and none of it has gone on to the buyer yet.
	 * @param answer the answer
	 * @return {@code true} to pass it on, {@code false} to drop the buyer's connection
	 */
	boolean passesOn(Answer answer);

	/**
	 * No answer came: the seller could not be reached or died before it had answered. The
	 * buyer's connection is dropped.
	 * @param buy the call that stays without an answer
	 */
	void unanswered(Buy buy);

	/**
	 * One {@code create_media_buy} on the wire.
	 *
	 * @param campaign the campaign's id, which the buyer sends as {@code po_number}
	 * @param key the first 8 characters of its idempotency key
	 */
	record Buy(String campaign, String key) {
	}

	/**
	 * The seller's answer to a buy.
	 *
	 * @param number counts the answers to buys, from 1
	 * @param buy what is answered
	 * @param replayed whether the seller says that it only repeats an earlier answer
	 * @param error whether the answer is an error
	 * @param submitted whether the seller goes on with it as a task
	 */
	record Answer(int number, Buy buy, boolean replayed, boolean error, boolean submitted) {
	}

}
