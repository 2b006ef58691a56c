package io.adcp.spring.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a call so far. All runs of it in this process share it, even at the
 * same time: what one of them has sent, the others must not call unsent.
 */
final class CallProgress {

	/** How many attempts may have been executed, as far as is known. */
	private final AtomicInteger open;

	private final Lock announcing = new ReentrantLock();

	private boolean announced;

	private volatile @Nullable String taskId;

	private volatile boolean stored;

	private volatile boolean expired;

	private CallProgress(int open, boolean announced) {
		this.open = new AtomicInteger(open);
		this.announced = announced;
	}

	/** Of a call that nobody has sent. */
	static CallProgress unsent() {
		return new CallProgress(0, false);
	}

	/** Of a call that another process may have sent. */
	static CallProgress unknown() {
		return new CallProgress(1, true);
	}

	/**
	 * Do what has to be done once for a call, before it is sent. Other runs wait
	 * meanwhile; if it fails, the next one tries again.
	 */
	void announce(Runnable announcement) {
		this.announcing.lock();
		try {
			if (!this.announced) {
				announcement.run();
				this.announced = true;
			}
		}
		finally {
			this.announcing.unlock();
		}
	}

	/** Must be called before the first byte of an attempt may leave. */
	void sending() {
		this.open.incrementAndGet();
	}

	/** Must be called only for an attempt that the seller certainly did not execute. */
	void notExecuted() {
		this.open.decrementAndGet();
	}

	boolean executionPossible() {
		return this.open.get() > 0;
	}

	/** It is in the book. */
	void stored() {
		this.stored = true;
	}

	boolean isStored() {
		return this.stored;
	}

	/** The seller has forgotten the key. */
	void expired() {
		this.expired = true;
	}

	boolean isExpired() {
		return this.expired;
	}

	/** The seller goes on with it by itself, under this id. */
	void accepted(String taskId) {
		this.taskId = taskId;
	}

	@Nullable String taskId() {
		return this.taskId;
	}

}
