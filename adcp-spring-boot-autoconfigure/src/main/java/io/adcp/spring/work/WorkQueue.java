package io.adcp.spring.work;

import java.time.Duration;

/**
 * Keeps what is due after a transaction, and has it done on some node, at least once. It
 * knows a piece of work by kind and id only; what there is to do is kept by whoever makes
 * it due, in rows of its own.
 *
 * @since 0.1.0
 */
public interface WorkQueue {

	/**
	 * Make a piece of work due, as part of the caller's transaction: rolled back, it is
	 * never done. If it is due already, the earlier time counts. If it is being done, it
	 * is done once more afterwards.
	 * @param kind which {@link WorkHandler} does it
	 * @param id the piece
	 * @param delay how long to wait, counted from now; zero for as soon as the
	 * transaction has committed
	 * @throws IllegalStateException outside of a transaction on the queue's data source
	 */
	void schedule(String kind, String id, Duration delay);

	/**
	 * Forget a piece of work, as part of the caller's transaction. A run that has begun
	 * goes on. Does nothing if the piece is unknown.
	 * @param kind which {@link WorkHandler} does it
	 * @param id the piece
	 * @throws IllegalStateException outside of a transaction on the queue's data source
	 */
	void cancel(String kind, String id);

}
