package io.adcp.spring.client.webhook;

/**
 * A webhook is not the seller's own.
 *
 * @since 0.1.0
 */
public class WebhookRefusedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String code;

	/**
	 * Create an exception.
	 * @param code AdCP's code for what is wrong, which the sender is told
	 */
	public WebhookRefusedException(String code) {
		super("The webhook was refused: " + code);
		this.code = code;
	}

	/**
	 * Return AdCP's code for what is wrong.
	 * @return the code
	 */
	public String code() {
		return this.code;
	}

}
