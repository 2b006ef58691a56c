package io.adcp.spring.verification.harness;

/**
 * What a {@link Relay} does to one request.
 */
public enum Fault {

	/** Nothing. */
	NONE,

	/** The connection is cut before the request goes on. */
	CUT_BEFORE,

	/** The connection is cut after the work is done, without a byte of the answer. */
	CUT_AFTER,

	/** The connection is cut in the middle of the answer. */
	TRUNCATE,

	/** The request is sent twice at once. */
	DOUBLE,

	/** The request is sent once more, up to two seconds later. */
	DOUBLE_LATE,

	/** The request takes its time. */
	DELAY_REQUEST,

	/** The answer takes its time. */
	DELAY_ANSWER,

	/** The request is held back until a later one has been answered. */
	OVERTAKEN

}
