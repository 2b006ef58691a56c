package io.adcp.spring.verification.benchmark;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Random ids. Those of {@link UUID#randomUUID()} come from one generator with one lock,
 * for which the threads of a load would queue in place of the database.
 */
final class Ids {

	private Ids() {
	}

	static UUID next() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return new UUID(random.nextLong(), random.nextLong());
	}

}
