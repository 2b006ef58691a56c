package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the wire leads to: two sellers, one or both of which may be dead, and what each
 * of them is at work on.
 */
final class Ends {

	/** As long as a refused connection takes to be tried again. */
	private static final Duration PATIENCE = Duration.ofMillis(50);

	private final int[] ports = new int[Schedule.SELLERS];

	// How many requests for each campaign
	private final List<Map<String, Integer>> underway = List.of(new HashMap<>(), new HashMap<>());

	/**
	 * Lead an end to a seller.
	 * @param end 0 or 1
	 * @param port the seller's port, 0 while it is dead
	 */
	synchronized void leadTo(int end, int port) {
		this.ports[end] = port;
		notifyAll();
	}

	/**
	 * Choose the end for a request, and wait for a moment if nobody is there at all.
	 * @param wish the end that is taken if its seller lives
	 * @return the end, or -1
	 */
	@SuppressWarnings("WaitNotInLoop")
	synchronized int choose(int wish) throws InterruptedException {
		if (this.ports[0] == 0 && this.ports[1] == 0) {
			wait(PATIENCE.toMillis());
		}
		int other = 1 - wish;
		return (this.ports[wish] != 0) ? wish : (this.ports[other] != 0) ? other : -1;
	}

	synchronized int port(int end) {
		return this.ports[end];
	}

	synchronized void begin(int end, String campaign) {
		this.underway.get(end).merge(campaign, 1, Integer::sum);
	}

	synchronized void end(int end, String campaign) {
		this.underway.get(end).computeIfPresent(campaign, (any, count) -> (count > 1) ? count - 1 : null);
	}

	/** The campaigns that a seller is at work on. */
	synchronized Set<String> underway(int end) {
		return Set.copyOf(this.underway.get(end).keySet());
	}

}
