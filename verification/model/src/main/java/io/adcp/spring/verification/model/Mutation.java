package io.adcp.spring.verification.model;

/**
 * Mistakes that an implementation may make. The model has to find out each of them.
 */
public enum Mutation {

	/** The record is written after the commit of the rows. */
	RECORD_AFTER_COMMIT,

	/** Whoever gets the lock does not look whether somebody was quicker. */
	SECOND_LOOK_FORGOTTEN,

	/** The record is deleted with the replay window, without a tombstone. */
	TOMBSTONE_PURGED_EARLY,

	/** The key is looked up by the agent alone. */
	SCOPE_WITHOUT_ACCOUNT,

	/** A failure of another system is taken for its refusal. */
	RELEASE_ON_UNKNOWN,

	/** The claim is noted once the other system has answered. */
	CLAIM_AFTER_CALL,

	/** The webhook is sent in the transaction that ends the task. */
	WEBHOOK_IN_HANDLER

}
