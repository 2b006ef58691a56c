package io.adcp.spring.webhook;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between attempts: a second, twice as long each time, up to ten
 * minutes, each lengthened or shortened at random by up to a quarter.
 */
final class RetryDelay {

	static final Duration FIRST = Duration.ofSeconds(1);

	static final Duration LONGEST = Duration.ofMinutes(10);

	private static final int MAX_DOUBLINGS = 10;

	private static final double JITTER = 0.25;

	private RetryDelay() {
	}

	/**
	 * Return the time to wait.
	 * @param attempts how many attempts there were
	 * @return the time
	 */
	static Duration after(int attempts) {
		long doubled = FIRST.toMillis() << Math.min(MAX_DOUBLINGS, Math.max(0, attempts - 1));
		double factor = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
		return Duration.ofMillis(Math.round(Math.min(doubled, LONGEST.toMillis()) * factor));
	}

}
