package io.adcp.spring.verification.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Counts what everybody has got done, so that others can wait until it is more.
 */
final class Traffic {

	private final Map<String, Integer> counts = new HashMap<>();

	private final List<Waiting> waiting = new ArrayList<>();

	/**
	 * Count one.
	 * @param who whose it is
	 */
	void count(String who) {
		List<Waiting> due = new ArrayList<>();
		synchronized (this) {
			int count = this.counts.merge(who, 1, Integer::sum);
			for (Iterator<Waiting> all = this.waiting.iterator(); all.hasNext();) {
				Waiting one = all.next();
				if (one.who().equals(who) && one.count() <= count) {
					due.add(one);
					all.remove();
				}
			}
		}
		due.forEach((one) -> one.reached().complete(null));
	}

	/**
	 * Wait for more.
	 * @param who whose are counted
	 * @param more how many more
	 * @return completes when that many have come since
	 */
	synchronized CompletableFuture<Void> more(String who, int more) {
		CompletableFuture<Void> reached = new CompletableFuture<>();
		this.waiting.add(new Waiting(who, this.counts.getOrDefault(who, 0) + more, reached));
		return reached;
	}

	private record Waiting(String who, int count, CompletableFuture<Void> reached) {
	}

}
