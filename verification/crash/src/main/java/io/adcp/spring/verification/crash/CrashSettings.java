package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.Locale;

import io.adcp.spring.verification.harness.Run;

/**
 * What a run can be told by system properties.
 *
 * @param kills how many processes to kill
 * @param calls how many campaigns to book at least
 * @param seed decides on the order of deaths and on what the wire does
 * @param limit how long the run may take
 * @param backend what keeps the sellers' records
 * @param races how many keys to race for
 * @param prove whether to show first that a broken backend is found out
 */
record CrashSettings(int kills, int calls, long seed, Duration limit, Backend backend, int races, boolean prove) {

	private static final int ENOUGH_FOR_ALL_PLACES = 100;

	static CrashSettings read() {
		Backend backend = Backend.valueOf(Run.text("adcp.crash.backend", "jdbc").toUpperCase(Locale.ROOT));
		return new CrashSettings(number("adcp.crash.kills", 200), number("adcp.crash.calls", 20_000),
				Run.seed("adcp.crash.seed"), Duration.ofMinutes(number("adcp.crash.minutes", 30)), backend,
				number("adcp.crash.races", 50),
				backend == Backend.JDBC && Boolean.parseBoolean(Run.text("adcp.crash.prove", "true")));
	}

	private static int number(String name, int otherwise) {
		return (int) Run.number(name, otherwise);
	}

	/**
	 * The run that shows that duplicates are found: short, and against a broken backend.
	 */
	CrashSettings ofBroken() {
		return new CrashSettings(4, 50, this.seed, Duration.ofMinutes(6), Backend.BROKEN, 0, false);
	}

	/** Whether a place at which nothing has died fails the run. */
	boolean mustReachAllPlaces() {
		return this.kills >= ENOUGH_FOR_ALL_PLACES;
	}

}
