package io.adcp.spring.crash;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The death of one process that has a fate.
 */
final class Life {

	private static final Duration START_LIMIT = Duration.ofSeconds(120);

	private final CompletableFuture<String> atPoint = new CompletableFuture<>();

	private final CompletableFuture<Void> ready = new CompletableFuture<>();

	/**
	 * Be told that the process is at work.
	 */
	void ready() {
		this.ready.complete(null);
	}

	/**
	 * Be told that the process stands at its place.
	 * @param point the place
	 */
	void reached(String point) {
		this.atPoint.complete(point);
	}

	/**
	 * Wait for the moment to kill.
	 * @param fate the fate
	 * @param ended completes when the process ends by itself
	 * @return the place, "ANYWHERE" where its time has come first, or "ENDED"
	 */
	String awaitDeath(Fate fate, CompletableFuture<?> ended) throws InterruptedException {
		Duration time = fate.time();
		try {
			CompletableFuture.anyOf(this.ready, ended).get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
			CompletableFuture.anyOf(this.atPoint, ended).get(time.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return this.atPoint.getNow("ANYWHERE");
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		return this.atPoint.getNow("ENDED");
	}

}
