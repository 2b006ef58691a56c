package io.adcp.spring.verification.schedules;

import java.util.concurrent.atomic.AtomicReference;

import org.jetbrains.lincheck.Lincheck;

/**
 * Runs what several threads do under a scheduler that tries one order of their steps
 * after the other, instead of leaving them to chance. It is the same each time, and
 * prints the order in which something went wrong. {@code -Dadcp.schedules} says how many
 * orders.
 */
public final class Schedules {

	private static final int NUMBER = Integer.getInteger("adcp.schedules", 2_000);

	private Schedules() {
	}

	/**
	 * Try many orders.
	 * @param scenario starts the threads, waits for them, and throws where something is
	 * wrong; begins anew each time
	 */
	public static void explore(Runnable scenario) {
		// What is initialized once must not be part of the first order alone
		scenario.run();
		Lincheck.runConcurrentTest(NUMBER, scenario);
	}

	/**
	 * Let two threads run, wait for both, and fail as one of them has.
	 * @param one what the first one does
	 * @param two what the second one does
	 */
	public static void together(Runnable one, Runnable two) {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread first = new Thread(() -> run(one, failure));
		Thread second = new Thread(() -> run(two, failure));
		first.start();
		second.start();
		try {
			first.join();
			second.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		if (failure.get() != null) {
			throw new AssertionError(failure.get().getMessage(), failure.get());
		}
	}

	private static void run(Runnable work, AtomicReference<Throwable> failure) {
		try {
			work.run();
		}
		catch (Throwable ex) {
			failure.compareAndSet(null, ex);
		}
	}

	/**
	 * Fail the order that is being tried.
	 * @param condition what must hold
	 * @param promise what is broken otherwise
	 */
	public static void require(boolean condition, String promise) {
		if (!condition) {
			throw new AssertionError(promise);
		}
	}

}
