package io.adcp.spring.idempotency;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who waits here for a call to end. Each waiter holds a thread of the server, so a key
 * has a bounded number of them: the repetitions of one slow call must leave threads to
 * others.
 */
final class Waiters {

	private final ConcurrentMap<UUID, Integer> waiting = new ConcurrentHashMap<>();

	private final int max;

	Waiters(int max) {
		this.max = max;
	}

	/**
	 * Take a place among those that wait for a key.
	 * @param id the record's id
	 * @return {@code false} if all places are taken
	 */
	boolean enter(UUID id) {
		boolean entered = this.waiting.merge(id, 1, Integer::sum) <= this.max;
		if (!entered) {
			leave(id);
		}
		return entered;
	}

	void leave(UUID id) {
		this.waiting.computeIfPresent(id, (key, number) -> (number > 1) ? number - 1 : null);
	}

	/**
	 * Return how many keys are waited for.
	 * @return the number
	 */
	int keys() {
		return this.waiting.size();
	}

}
