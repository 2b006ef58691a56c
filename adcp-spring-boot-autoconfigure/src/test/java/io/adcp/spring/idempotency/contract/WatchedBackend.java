package io.adcp.spring.idempotency.contract;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;

/**
 * Tells when claims have been refused, so that a test knows that others wait.
 */
final class WatchedBackend implements IdempotencyBackend {

	private final IdempotencyBackend backend;

	private final CountDownLatch refusals;

	WatchedBackend(IdempotencyBackend backend, int refusals) {
		this.backend = backend;
		this.refusals = new CountDownLatch(refusals);
	}

	void awaitRefusals() throws InterruptedException {
		this.refusals.await();
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		Optional<IdempotencyRecord> holder = this.backend.claim(claim);
		if (holder.isPresent()) {
			this.refusals.countDown();
		}
		return holder;
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
		this.backend.complete(claim, response, retention);
	}

	@Override
	public void release(Claim claim) {
		this.backend.release(claim);
	}

	@Override
	public int purge(Retention retention, int limit) {
		return this.backend.purge(retention, limit);
	}

	@Override
	public String name() {
		return this.backend.name();
	}

}
