package io.adcp.spring.webhook;

import java.util.Locale;

/**
 * Where a webhook stands.
 *
 * @since 0.1.0
 */
public enum WebhookState {

	/**
	 * Has to be sent, or sent again.
	 */
	DUE,

	/**
	 * Was accepted by the receiver.
	 */
	DELIVERED,

	/**
	 * Is not sent any more, and was not accepted.
	 */
	GIVEN_UP;

	/**
	 * Return the state's name in tables, tags and logs.
	 * @return such as {@code given_up}
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
