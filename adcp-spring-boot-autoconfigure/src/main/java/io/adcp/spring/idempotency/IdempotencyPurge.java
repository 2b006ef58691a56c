package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Drops what is past its time, on a thread of its own, in small batches. After each batch
 * it rests three times as long as the batch took, so that live calls keep most of the
 * database. A failure is logged and does not end it.
 *
 * @since 0.1.0
 */
public final class IdempotencyPurge {

	private static final System.Logger logger = System.getLogger(IdempotencyPurge.class.getName());

	private static final Pause REST = (stop, time) -> stop.await(time.toNanos(), TimeUnit.NANOSECONDS);

	private static final int BATCH = 500;

	private static final int RESTS_PER_BATCH = 3;

	private static final Duration SHORTEST_REST = Duration.ofMillis(20);

	private final IntUnaryOperator batch;

	private final Duration interval;

	private final Pause pause;

	private @Nullable CountDownLatch stop;

	/**
	 * Create a purge.
	 * @param backend the backend to be purged
	 * @param retention what is past its time
	 * @param interval from the end of one purge to the next
	 */
	public IdempotencyPurge(IdempotencyBackend backend, Retention retention, Duration interval) {
		this(backend, retention, interval, REST);
	}

	/**
	 * Create a purge of other rows.
	 * @param batch drops as many rows as it is told at most, and returns how many it has
	 * dropped
	 * @param interval from the end of one purge to the next
	 */
	public IdempotencyPurge(IntUnaryOperator batch, Duration interval) {
		this(batch, interval, REST);
	}

	IdempotencyPurge(IdempotencyBackend backend, Retention retention, Duration interval, Pause pause) {
		this((limit) -> backend.purge(retention, limit), interval, pause);
	}

	private IdempotencyPurge(IntUnaryOperator batch, Duration interval, Pause pause) {
		this.batch = batch;
		this.interval = interval;
		this.pause = pause;
	}

	/**
	 * Start purging. The first time comes at random within the interval, so that nodes
	 * that start together don't purge together.
	 */
	public synchronized void start() {
		if (this.stop == null) {
			CountDownLatch latch = new CountDownLatch(1);
			Thread thread = new Thread(() -> run(latch), "adcp-idempotency-purge");
			thread.setDaemon(true);
			thread.start();
			this.stop = latch;
		}
	}

	/**
	 * Stop purging. A batch that has begun is ended first, on its own thread: it is not
	 * interrupted, which embedded databases take badly.
	 */
	public synchronized void stop() {
		if (this.stop != null) {
			this.stop.countDown();
			this.stop = null;
		}
	}

	/**
	 * Return whether purging goes on.
	 * @return {@code true} between start and stop
	 */
	public synchronized boolean isRunning() {
		return this.stop != null;
	}

	private void run(CountDownLatch stop) {
		try {
			Duration first = Duration.ofNanos(ThreadLocalRandom.current().nextLong(this.interval.toNanos() + 1));
			boolean stopped = this.pause.await(stop, first);
			while (!stopped) {
				stopped = purgeSafely(stop) || this.pause.await(stop, this.interval);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean purgeSafely(CountDownLatch stop) throws InterruptedException {
		try {
			return purge(stop);
		}
		catch (RuntimeException ex) {
			logger.log(System.Logger.Level.WARNING,
					"Expired idempotency records could not be purged, next try in " + this.interval.toSeconds() + " s",
					ex);
			return false;
		}
	}

	private boolean purge(CountDownLatch stop) throws InterruptedException {
		boolean stopped;
		int touched;
		do {
			long start = System.nanoTime();
			touched = this.batch.applyAsInt(BATCH);
			stopped = this.pause.await(stop, rest(Duration.ofNanos(System.nanoTime() - start)));
		}
		while (touched >= BATCH && !stopped);
		return stopped;
	}

	private static Duration rest(Duration took) {
		Duration rest = took.multipliedBy(RESTS_PER_BATCH);
		return (rest.compareTo(SHORTEST_REST) > 0) ? rest : SHORTEST_REST;
	}

	/**
	 * How the purge rests.
	 */
	interface Pause {

		/**
		 * Rest.
		 * @param stop ends the rest early
		 * @param time how long to rest
		 * @return whether the purge has been stopped
		 * @throws InterruptedException if the thread is interrupted
		 */
		boolean await(CountDownLatch stop, Duration time) throws InterruptedException;

	}

}
