package io.adcp.spring.verification.model;

/**
 * What a seller says.
 */
public enum SellerAnswer {

	/** Executed now. */
	FRESH,

	/** Executed before. */
	REPLAY,

	CONFLICT, EXPIRED, IN_FLIGHT,

	/** The handler, or another system, refuses the request, and nothing was done. */
	REFUSED,

	/** Something failed, come again. */
	UNAVAILABLE;

	boolean isSuccess() {
		return this == FRESH || this == REPLAY;
	}

	// The buyer goes on with the same key
	boolean isTransient() {
		return this == IN_FLIGHT || this == UNAVAILABLE;
	}

}
