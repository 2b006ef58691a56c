package io.adcp.spring.task;

import java.util.Locale;

/**
 * The state of a task that finishes later, as AdCP's {@code task-status} has it.
 *
 * @since 0.1.0
 */
public enum TaskState {

	/**
	 * Goes on, or waits for somebody or something else. AdCP's {@code working} would
	 * promise an end within 120 seconds, which work that is repeated until it succeeds
	 * cannot keep.
	 */
	SUBMITTED,

	/**
	 * Cannot go on without more from the buyer.
	 */
	INPUT_REQUIRED,

	/**
	 * Ended with a response.
	 */
	COMPLETED,

	/**
	 * Ended with an error.
	 */
	FAILED,

	/**
	 * Was given up before it ended.
	 */
	CANCELED,

	/**
	 * Was refused by the seller.
	 */
	REJECTED;

	/**
	 * Return whether a task in this state has ended. The first such state stays.
	 * @return {@code true} if nothing follows
	 */
	public boolean isTerminal() {
		return this == COMPLETED || this == FAILED || this == CANCELED || this == REJECTED;
	}

	/**
	 * Return the state's name on the wire.
	 * @return such as {@code input-required}
	 */
	public String wireName() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
