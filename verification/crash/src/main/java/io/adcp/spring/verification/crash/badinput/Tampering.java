package io.adcp.spring.verification.crash.badinput;

/**
 * Makes a good request a bad one.
 */
@FunctionalInterface
interface Tampering {

	/**
	 * Build the fault in.
	 * @param draft the request in the making, which brings its own randomness
	 */
	void into(Draft draft);

}
