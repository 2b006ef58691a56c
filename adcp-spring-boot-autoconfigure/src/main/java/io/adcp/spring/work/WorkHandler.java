package io.adcp.spring.work;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Does one kind of work. It is called without a transaction, on one node at a time as
 * long as that node lives. A node that stood still may come back while another has taken
 * over, so what the work changes must be fenced by the rows that it changes.
 *
 * @since 0.1.0
 */
public interface WorkHandler {

	/**
	 * Return the kind of work.
	 * @return a lower case word, such as {@code task}
	 */
	String kind();

	/**
	 * Return whether this handler may ever have something to do. Where no handler has,
	 * nothing is looked for and no thread is started.
	 * @return {@code true} by default
	 */
	default boolean isNeeded() {
		return true;
	}

	/**
	 * Return how many pieces of this kind a node may do at a time. Work that waits for
	 * strangers takes some of the threads only, so that the rest is left to other kinds.
	 * @param threads how many pieces of any kind the node does at a time
	 * @return at least one; by default all
	 */
	default int atATime(int threads) {
		return threads;
	}

	/**
	 * Do a piece of work.
	 * @param id the piece, as given to {@link WorkQueue#schedule}
	 * @return how long to wait before it is done again, or {@code null} if it is done
	 * @throws Exception if it failed: it is done again after a back-off
	 */
	@Nullable Duration run(String id) throws Exception;

}
