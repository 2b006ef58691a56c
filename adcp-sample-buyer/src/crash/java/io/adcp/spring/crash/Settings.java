package io.adcp.spring.crash;

import java.time.Duration;

/**
 * What a run can be told by system properties.
 *
 * @param kills how many processes to kill
 * @param calls how many campaigns to book at least
 * @param seed decides on the order of deaths and on what the wire does
 * @param limit how long the run may take
 * @param broken whether the sellers write the record after the commit
 * @param races how many keys to race for
 * @param prove whether to show first that a broken backend is found out
 */
record Settings(int kills, int calls, long seed, Duration limit, boolean broken, int races, boolean prove) {

	static Settings read() {
		return new Settings(number("adcp.crash.kills", 200), number("adcp.crash.calls", 20_000), chosenSeed(),
				Duration.ofMinutes(number("adcp.crash.minutes", 30)), Boolean.getBoolean("adcp.crash.broken"),
				number("adcp.crash.races", 50), !"false".equals(System.getProperty("adcp.crash.prove")));
	}

	private static int number(String name, int otherwise) {
		String value = System.getProperty(name, "");
		return value.isBlank() ? otherwise : Integer.parseInt(value);
	}

	private static long chosenSeed() {
		String value = System.getProperty("adcp.crash.seed", "");
		return value.isBlank() ? System.nanoTime() & 0xFFFFFFFL : Long.parseLong(value);
	}

	/**
	 * The run that shows that duplicates are found: short, and against a broken backend.
	 */
	Settings ofBroken() {
		return new Settings(10, 300, this.seed, Duration.ofMinutes(6), true, 0, false);
	}

}
