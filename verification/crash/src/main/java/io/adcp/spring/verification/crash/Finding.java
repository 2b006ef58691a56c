package io.adcp.spring.verification.crash;

import java.util.Locale;

/**
 * What can be found wrong. The documentation says what each one counts.
 */
enum Finding {

	DUPLICATES, LOST, STUCK, MISMATCHED, DOUBLE_INVOCATIONS, RELEASED_UNKNOWN, WEBHOOKS_LOST, DISORDERED;

	/** The word in the run's last line. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
