package io.adcp.spring.verification.harness.outside;

/**
 * What an {@link OutsideAdServer} does to one request, besides its work.
 */
public enum OrderFault {

	/** Nothing. */
	NONE,

	/** The connection is closed before the work, which is never done. */
	DROPPED,

	/** An error 500 in place of the work. */
	ERROR_BEFORE,

	/** The work is done late. A caller that has left by then does not stop it. */
	LATE_WORK,

	/** The work is done, and answered late. */
	LATE_ANSWER,

	/** The work is done, and the connection is closed in place of an answer. */
	LOST_ANSWER,

	/** The work is done, and answered by an error 500. */
	ERROR_AFTER;

	boolean isBeforeWork() {
		return this == DROPPED || this == ERROR_BEFORE;
	}

}
