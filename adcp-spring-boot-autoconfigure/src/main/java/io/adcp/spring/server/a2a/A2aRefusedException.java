package io.adcp.spring.server.a2a;

/**
 * A message that no task is run for.
 */
final class A2aRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final A2aError error;

	private final String reason;

	/**
	 * Refuse a message.
	 * @param error what is wrong, for programs
	 * @param reason what is wrong, in words for the caller; nothing of the message
	 */
	A2aRefusedException(A2aError error, String reason) {
		super(reason, null, false, false);
		this.error = error;
		this.reason = reason;
	}

	A2aError error() {
		return this.error;
	}

	String reason() {
		return this.reason;
	}

}
