package io.adcp.spring.sample.buyer;

/**
 * What the desk tells the shell. 1 is Spring Boot's own: the desk could not start.
 */
enum ExitCode {

	/** Every campaign of the plan is booked. */
	ALL_BOOKED(0),

	/** The plan cannot be read; nothing was sent. */
	PLAN_UNREADABLE(2),

	/** The seller refused some campaigns; the others are booked. */
	SOME_REFUSED(3),

	/** The outcome of some campaigns is not known yet: run the desk again. */
	SOME_UNKNOWN(4);

	private final int value;

	ExitCode(int value) {
		this.value = value;
	}

	int value() {
		return this.value;
	}

}
