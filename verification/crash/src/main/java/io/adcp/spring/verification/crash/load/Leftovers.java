package io.adcp.spring.verification.crash.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.crash.single.Vitals;

/**
 * What a seller holds when nobody calls it: before the work, and after it once it has had
 * the time to let go.
 *
 * @param threads the names of its threads
 * @param connections its connections to the database
 * @param files its open files, or {@link Vitals#UNKNOWN}
 */
record Leftovers(List<String> threads, long connections, long files) {

	// The seller is another process, and does not tell when it lets go: it is asked.
	private static final Duration PAUSE = Duration.ofSeconds(2);

	static Leftovers of(Vitals vitals) throws Exception {
		return new Leftovers(vitals.threads(), vitals.connections(), vitals.files());
	}

	/**
	 * Wait until no more is held than before.
	 * @param vitals the seller
	 * @param before what it held before
	 * @param limit how long to wait
	 * @return what it holds then
	 */
	static Leftovers awaitLevel(Vitals vitals, Leftovers before, Duration limit) throws Exception {
		Instant end = Instant.now().plus(limit);
		Leftovers now = of(vitals);
		while (!now.above(before).isEmpty() && Instant.now().isBefore(end)) {
			Thread.sleep(PAUSE.toMillis());
			now = of(vitals);
		}
		return now;
	}

	/**
	 * Tell what is held now and was not before.
	 * @param before what was held before
	 * @return what was left behind
	 */
	List<String> above(Leftovers before) {
		List<String> faults = new ArrayList<>();
		if (this.threads.size() > before.threads.size()) {
			List<String> names = new ArrayList<>(this.threads);
			before.threads.forEach(names::remove);
			faults.add("%d threads instead of %d, among them %s".formatted(this.threads.size(), before.threads.size(),
					names));
		}
		if (this.connections > before.connections) {
			faults.add("%d database connections instead of %d".formatted(this.connections, before.connections));
		}
		if (this.files > before.files) {
			faults.add("%d open files instead of %d".formatted(this.files, before.files));
		}
		return faults;
	}

}
