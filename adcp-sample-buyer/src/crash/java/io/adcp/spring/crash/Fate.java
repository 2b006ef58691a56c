package io.adcp.spring.crash;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * How one life of a process ends: at the n-th passage of a place, or at some moment.
 *
 * @param point the place, or empty
 * @param passage the passage at which it dies, counted from 1
 * @param time when it dies wherever it is, counted from when it is ready
 */
record Fate(String point, int passage, Duration time) {

	static final Fate NONE = new Fate("", 0, Duration.ZERO);

	private static final List<String> SELLER_POINTS = List.of("BEFORE_CLAIM", "AFTER_CLAIM", "IN_HANDLER",
			"AFTER_HANDLER", "BEFORE_COMMIT", "AFTER_COMMIT", "IN_ANSWER", "IN_REPLAY");

	private static final List<String> BUYER_POINTS = List.of("STORED", "ANSWERED");

	/** A place that is not passed in time shall not keep the run waiting. */
	private static final Duration LATEST = Duration.ofSeconds(15);

	static Fate ofSeller(Random random, boolean broken) {
		if (broken) {
			return new Fate("AFTER_COMMIT", 1 + random.nextInt(10), LATEST);
		}
		if (random.nextInt(4) == 0) {
			return atSomeMoment(random, 4000);
		}
		String point = SELLER_POINTS.get(random.nextInt(SELLER_POINTS.size()));
		return new Fate(point, 1 + random.nextInt(point.equals("IN_REPLAY") ? 4 : 40), LATEST);
	}

	static Fate ofBuyer(Random random) {
		if (random.nextInt(3) == 0) {
			return atSomeMoment(random, 8000);
		}
		return new Fate(BUYER_POINTS.get(random.nextInt(BUYER_POINTS.size())), 1 + random.nextInt(80),
				LATEST.multipliedBy(2));
	}

	static Fate ofPostgres(Random random) {
		return new Fate("", 0, Duration.ofMillis(2000 + random.nextInt(8000)));
	}

	private static Fate atSomeMoment(Random random, int bound) {
		return new Fate("", 0, Duration.ofMillis(200 + random.nextInt(bound)));
	}

}
