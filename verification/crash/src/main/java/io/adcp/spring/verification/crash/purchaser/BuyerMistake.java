package io.adcp.spring.verification.crash.purchaser;

/**
 * The mistakes that a buyer can make around the starter. A buyer that makes one has to be
 * found out, or the run could not find any.
 */
public enum BuyerMistake {

	/** None. */
	NONE,

	/** The receiver believes every webhook. */
	SIGNATURE_IGNORED,

	/** The listener's rows commit before the event is noted as taken. */
	ROWS_APART,

	/** Nobody goes on after a restart with what was begun before it. */
	RESUMPTION_FORGOTTEN

}
