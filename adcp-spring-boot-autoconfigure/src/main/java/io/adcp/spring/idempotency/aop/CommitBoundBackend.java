package io.adcp.spring.idempotency.aop;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

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
 * in flight. Where no transaction is open, both happen at once.
 * <p>
 * Only a rollback that is known to have happened frees a key (AdCP 3.2 idempotency, rule
 * 3). A commit that was tried and failed may have taken place all the same: its key is
 * left to its lease. Between commit and store there is a gap. If the process dies in it,
 * or the store fails, the key is free after its lease, and a repetition is executed
 * again.
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
		atTheEnd(claim, () -> store(claim, response, retention), () -> store(claim, response, retention));
	}

	// A handler that failed frees its key once its rows are undone. If they are committed
	// in spite of its failure, a repetition must not write them again.
	@Override
	public void release(Claim claim) {
		atTheEnd(claim, () -> logger.warn(claim.task() + " failed, but its transaction committed: "
				+ "its key stays in flight until its lease ends"), () -> this.delegate.release(claim));
	}

	private void atTheEnd(Claim claim, Runnable onCommit, Runnable withoutTransaction) {
		if (TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new Ending(claim, onCommit));
		}
		else {
			withoutTransaction.run();
		}
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
					"The lease of a key ended while " + claim.task()
							+ " was running, and another call now holds the key: the task may have been executed twice",
					ex);
		}
		catch (RuntimeException ex) {
			logger.error("The response of " + claim.task()
					+ " could not be stored: once the lease of its key ends, a retry is executed again", ex);
		}
	}

	/**
	 * Waits for the end of a transaction. Spring tells a rollback also where it was only
	 * tried, after a commit that failed: what counts is that no commit was tried before.
	 */
	private final class Ending implements TransactionSynchronization {

		private final Claim claim;

		private final Runnable onCommit;

		private final Set<Object> laterSavepoints = Collections.newSetFromMap(new IdentityHashMap<>());

		private boolean committing;

		private boolean undone;

		Ending(Claim claim, Runnable onCommit) {
			this.claim = claim;
			this.onCommit = onCommit;
		}

		@Override
		public void savepoint(Object savepoint) {
			this.laterSavepoints.add(savepoint);
		}

		@Override
		public void savepointRollback(Object savepoint) {
			this.undone |= !this.laterSavepoints.contains(savepoint);
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			this.committing = true;
		}

		@Override
		public void afterCompletion(int status) {
			if (this.undone || (status == STATUS_ROLLED_BACK && !this.committing)) {
				CommitBoundBackend.this.delegate.release(this.claim);
			}
			else if (status == STATUS_COMMITTED) {
				this.onCommit.run();
			}
			else {
				logger.warn("It is not known whether the transaction of " + this.claim.task()
						+ " committed: its key stays in flight until its lease ends");
			}
		}

	}

}
