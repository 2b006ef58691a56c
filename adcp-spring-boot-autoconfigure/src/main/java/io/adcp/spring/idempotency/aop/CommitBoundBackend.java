package io.adcp.spring.idempotency.aop;

import java.util.Optional;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Binds a backend that is no part of the caller's transaction to its end: a response is
 * stored after the commit, and the key given back after a rollback. Until then the key is
 * in flight.
 * <p>
 * Between commit and store there is a gap. If the process dies in it, or the store fails,
 * the key is free after its lease, and a repetition is executed again. Where the outcome
 * of the commit is unknown, the key is left to its lease, too.
 *
 * @since 0.1.0
 */
public class CommitBoundBackend implements IdempotencyBackend {

	private static final Log logger = LogFactory.getLog(CommitBoundBackend.class);

	private final IdempotencyBackend delegate;

	/**
	 * Create a backend.
	 * @param delegate keeps the records
	 */
	public CommitBoundBackend(IdempotencyBackend delegate) {
		this.delegate = delegate;
	}

	@Override
	public String name() {
		return this.delegate.name();
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		return this.delegate.claim(claim);
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
		if (TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new Completion(claim, response, retention));
		}
		else {
			store(claim, response, retention);
		}
	}

	@Override
	public void release(Claim claim) {
		this.delegate.release(claim);
	}

	@Override
	public int purge(Retention retention, int limit) {
		return this.delegate.purge(retention, limit);
	}

	// The work is done and stays: its answer goes out all the same.
	private void store(Claim claim, String response, Retention retention) {
		try {
			this.delegate.complete(claim, response, retention);
		}
		catch (ClaimLostException ex) {
			logger.error(
					"The lease of a key ran out while " + claim.task()
							+ " was executed, and somebody else has the key: the task may have been executed twice",
					ex);
		}
		catch (RuntimeException ex) {
			logger.error("The response of " + claim.task()
					+ " could not be stored: when the lease of its key is over, a repetition will be executed again",
					ex);
		}
	}

	private final class Completion implements TransactionSynchronization {

		private final Claim claim;

		private final String response;

		private final Retention retention;

		Completion(Claim claim, String response, Retention retention) {
			this.claim = claim;
			this.response = response;
			this.retention = retention;
		}

		@Override
		public void afterCompletion(int status) {
			if (status == STATUS_COMMITTED) {
				store(this.claim, this.response, this.retention);
			}
			else if (status == STATUS_ROLLED_BACK) {
				CommitBoundBackend.this.delegate.release(this.claim);
			}
		}

	}

}
