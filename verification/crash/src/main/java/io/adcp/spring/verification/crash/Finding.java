package io.adcp.spring.verification.crash;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What can be found wrong. The documentation says what each one counts.
 */
enum Finding {

	DUPLICATES, LOST, STUCK, MISMATCHED, DOUBLE_INVOCATIONS, RELEASED_UNKNOWN, WEBHOOKS_LOST, DISORDERED,

	// At buyers that follow their purchases
	UNFINISHED, ENDED_TWICE, FORGED_ACCEPTED;

	/** What the run with sellers at its centre counts. */
	static Set<Finding> ofSellers() {
		return EnumSet.range(DUPLICATES, DISORDERED);
	}

	/** What the run with buyers at its centre counts. */
	static Set<Finding> ofBuyers() {
		return EnumSet.range(UNFINISHED, FORGED_ACCEPTED);
	}

	/** The word in the run's last line. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
