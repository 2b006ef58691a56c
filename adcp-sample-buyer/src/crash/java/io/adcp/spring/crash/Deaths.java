package io.adcp.spring.crash;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts who was killed where.
 */
final class Deaths {

	private final Map<String, Integer> places = new TreeMap<>();

	private final AtomicInteger all = new AtomicInteger();

	private final CountDownLatch left;

	Deaths(int wanted) {
		this.left = new CountDownLatch(wanted);
	}

	synchronized void count(String place) {
		this.places.merge(place, 1, Integer::sum);
		this.all.incrementAndGet();
		this.left.countDown();
	}

	int all() {
		return this.all.get();
	}

	boolean areDone() {
		return this.left.getCount() == 0;
	}

	@Override
	public synchronized String toString() {
		return "kills: " + this.places;
	}

}
