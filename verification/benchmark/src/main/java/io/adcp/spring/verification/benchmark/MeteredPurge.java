package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyPurge;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;

/**
 * The starter's own purge, with its batches and its rests, for so many records and no
 * more.
 */
final class MeteredPurge implements IdempotencyBackend {

	/**
	 * How many records one batch has.
	 */
	static final int BATCH = 500;

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Semaphore touched = new Semaphore(0);

	private final AtomicInteger left = new AtomicInteger();

	private final Semaphore batch = new Semaphore(1);

	private final IdempotencyBackend delegate;

	private final Retention retention;

	MeteredPurge(IdempotencyBackend delegate, Retention retention) {
		this.delegate = delegate;
		this.retention = retention;
	}

	/**
	 * Purge.
	 * @param records how many records, a multiple of a batch
	 * @throws InterruptedException if the thread is interrupted
	 */
	void run(int records) throws InterruptedException {
		this.touched.drainPermits();
		this.left.set(records);
		IdempotencyPurge purge = new IdempotencyPurge(this, this.retention, Duration.ofMillis(1));
		purge.start();
		try {
			if (!this.touched.tryAcquire(records, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException("There were no " + records + " records to be purged in time");
			}
		}
		finally {
			purge.stop();
			this.batch.acquire();
			this.batch.release();
		}
	}

	@Override
	public int purge(Retention retention, int limit) {
		this.batch.acquireUninterruptibly();
		try {
			int count = (this.left.get() > 0) ? this.delegate.purge(retention, limit) : 0;
			this.left.addAndGet(-count);
			this.touched.release(count);
			return count;
		}
		finally {
			this.batch.release();
		}
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		return this.delegate.claim(claim);
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
		this.delegate.complete(claim, response, retention);
	}

	@Override
	public void release(Claim claim) {
		this.delegate.release(claim);
	}

	@Override
	public String name() {
		return this.delegate.name();
	}

}
