package io.adcp.spring.verification.benchmark;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;

import com.sun.management.ThreadMXBean;

/**
 * Work without waiting, done over and over by one thread.
 */
final class Work {

	/**
	 * The time that one takes in the mean.
	 */
	static final String MICROS = "µs each";

	/**
	 * The bytes that one allocates in the mean.
	 */
	static final String ALLOCATED = "bytes allocated each";

	// The clock is looked at once in so many nanoseconds, which is too seldom to count.
	private static final long BATCH_NANOS = 1_000_000;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	// What is written here, the compiler cannot leave out.
	@SuppressWarnings("UnusedVariable")
	private static volatile Object result = "";

	private Work() {
	}

	/**
	 * Work for a while.
	 * @param time for how long
	 * @param work the work; its result must depend on all of it
	 * @return time and allocation
	 * @throws Exception what the work threw
	 */
	static Figures run(Duration time, Callable<?> work) throws Exception {
		long batch = 1 + BATCH_NANOS / Math.max(1, nanos(1, work));
		long thread = Thread.currentThread().getId();
		long allocated = THREADS.getThreadAllocatedBytes(thread);
		long nanos = 0;
		long count = 0;
		while (nanos < time.toNanos()) {
			nanos += nanos(batch, work);
			count += batch;
		}
		allocated = THREADS.getThreadAllocatedBytes(thread) - allocated;
		return Figures.of(MICROS, nanos / 1e3 / count).and(ALLOCATED, (double) allocated / count);
	}

	private static long nanos(long times, Callable<?> work) throws Exception {
		long start = System.nanoTime();
		for (long i = 0; i < times; i++) {
			result = work.call();
		}
		return System.nanoTime() - start;
	}

}
