package io.adcp.spring.verification.crash.seller;

/**
 * The mistakes that this starter exists to avoid. A seller that makes one has to be found
 * out, or the run could not find any.
 */
public enum Mistake {

	/** The record is written after the commit of the buy. */
	RECORD_AFTER_COMMIT,

	/** The ad server is called first, and the call is written down afterwards. */
	CLAIM_AFTER_CALL,

	/** A claim is released although it is not known what the ad server has done. */
	RELEASED_ON_UNKNOWN,

	/** A webhook is sent in the transaction that ends the task. */
	WEBHOOK_IN_HANDLER

}
