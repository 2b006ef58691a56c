package io.adcp.spring.verification.harness.outside;

/**
 * How a {@link WebhookReceiver} answers one delivery.
 */
public enum WebhookAnswer {

	/** By 204: the sender may forget it. */
	ACCEPTED,

	/** By 503. */
	UNAVAILABLE,

	/** By closing the connection. */
	CLOSED,

	/** Never. */
	NEVER

}
