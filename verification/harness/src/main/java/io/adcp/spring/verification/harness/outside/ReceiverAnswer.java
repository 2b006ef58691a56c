package io.adcp.spring.verification.harness.outside;

/**
 * How a {@link OutsideReceiver} answers one delivery.
 */
public enum ReceiverAnswer {

	/** By 204: the sender may forget it. */
	ACCEPTED,

	/** By 503. */
	UNAVAILABLE,

	/** By closing the connection. */
	CLOSED,

	/** Never. */
	NEVER

}
