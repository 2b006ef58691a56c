package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * One life of a process that has a fate.
 */
final class Life {

	private static final Duration START_LIMIT = Duration.ofMinutes(2);

	/** A place that nobody comes to shall not keep the run waiting for ever. */
	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final CompletableFuture<String> atPlace = new CompletableFuture<>();

	private final CompletableFuture<Void> ready = new CompletableFuture<>();

	private final Fate fate;

	private final String who;

	private final Traffic traffic;

	/**
	 * Begin a life.
	 * @param fate how it ends
	 * @param who whose answers are counted
	 * @param traffic where they are counted
	 */
	Life(Fate fate, String who, Traffic traffic) {
		this.fate = fate;
		this.who = who;
		this.traffic = traffic;
	}

	/**
	 * Be told that the process is at work.
	 */
	void ready() {
		this.ready.complete(null);
	}

	/**
	 * Be told what the process says.
	 * @param line a line of its output
	 */
	void said(String line) {
		if (line.startsWith("CRASH-POINT ")) {
			this.atPlace.complete(line.substring("CRASH-POINT ".length()));
		}
	}

	/**
	 * Wait for the moment to kill.
	 * @param ended completes when the process ends by itself
	 * @return where it is
	 * @throws IllegalStateException where it ended by itself
	 */
	Death awaitDeath(CompletableFuture<?> ended) throws InterruptedException {
		await(this.ready, ended, START_LIMIT);
		boolean inTime = await(this.fate.isAnywhere() ? someMoment() : this.atPlace, ended, LIMIT);
		String[] said = this.atPlace.getNow(Fate.ANYWHERE).split(" ", -1);
		return new Death(said[0], (said.length > 1) ? said[1] : null, inTime);
	}

	private CompletableFuture<?> someMoment() {
		Executor later = CompletableFuture.delayedExecutor(this.fate.delay().toMillis(), TimeUnit.MILLISECONDS);
		return this.traffic.more(this.who, this.fate.passage()).thenRunAsync(() -> {
		}, later);
	}

	private boolean await(CompletableFuture<?> event, CompletableFuture<?> ended, Duration limit)
			throws InterruptedException {
		try {
			CompletableFuture.anyOf(event, ended).get(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		if (!event.isDone()) {
			throw new IllegalStateException(this.who + " has ended by itself: its log tells why");
		}
		return true;
	}

	/**
	 * Where a process stands that is about to be killed.
	 *
	 * @param place the place
	 * @param campaign the campaign that it was at work on there, if it knows
	 * @param asPlanned whether that is its fate
	 */
	record Death(String place, @Nullable String campaign, boolean asPlanned) {
	}

}
