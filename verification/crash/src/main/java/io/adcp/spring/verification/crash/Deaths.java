package io.adcp.spring.verification.crash;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Counts who was killed where.
 */
final class Deaths {

	private final Map<String, Integer> places = new TreeMap<>();

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private int all;

	private int left;

	Deaths(int planned) {
		this.left = planned;
		if (planned == 0) {
			this.done.complete(null);
		}
	}

	/**
	 * Count a death.
	 * @param place who has died where
	 * @param asPlanned whether it was to die there
	 */
	synchronized void count(String place, boolean asPlanned) {
		this.places.merge(place, 1, Integer::sum);
		this.all++;
		if (asPlanned && --this.left == 0) {
			this.done.complete(null);
		}
	}

	synchronized int all() {
		return this.all;
	}

	/** Completes when everybody has died as planned. */
	CompletableFuture<Void> done() {
		return this.done;
	}

	synchronized Map<String, Integer> places() {
		return new TreeMap<>(this.places);
	}

	/**
	 * Return the places at which nothing has died.
	 * @param wanted all places
	 */
	synchronized List<String> missing(Collection<String> wanted) {
		return wanted.stream().filter((place) -> !this.places.containsKey(place)).toList();
	}

}
