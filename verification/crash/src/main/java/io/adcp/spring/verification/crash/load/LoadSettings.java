package io.adcp.spring.verification.crash.load;

/**
 * What a run can be told by system properties.
 *
 * @param calls how many calls to make
 * @param seed decides what each call is
 */
record LoadSettings(int calls, long seed) {

	/** Half an hour at 50 calls a second. */
	private static final int HALF_AN_HOUR = 30 * 60 * 50;

	static LoadSettings read() {
		return new LoadSettings((int) number("adcp.crash.load.calls", HALF_AN_HOUR),
				number("adcp.crash.seed", System.nanoTime() & 0xFFFFFFFL));
	}

	private static long number(String name, long otherwise) {
		String value = System.getProperty(name, "");
		return value.isBlank() ? otherwise : Long.parseLong(value);
	}

}
