package io.adcp.spring.webhook;

/**
 * What became of an attempt to deliver.
 *
 * @param verdict whether to try again
 * @param text a word for operators; nothing of the URL but its host
 */
record DeliveryResult(Verdict verdict, String text) {

	static DeliveryResult failed(String text) {
		return new DeliveryResult(Verdict.FAILED, text);
	}

	/**
	 * Whether to try again.
	 */
	enum Verdict {

		/** The receiver has accepted it. */
		ACCEPTED,

		/** The receiver does not want it, now or later. */
		REFUSED,

		/** It has to be tried again. */
		FAILED

	}

}
