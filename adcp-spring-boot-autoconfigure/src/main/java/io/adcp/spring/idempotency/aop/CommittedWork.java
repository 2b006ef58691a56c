package io.adcp.spring.idempotency.aop;

import java.util.concurrent.Callable;

import io.adcp.spring.idempotency.ClaimLostException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Work whose result is given away if its transaction commits, and only then. A rollback
 * that nobody was told of is a failure; what is thrown once the commit is done is none.
 *
 * @param <T> the type of the result
 */
final class CommittedWork<T> implements TransactionSynchronization {

	private static final Log logger = LogFactory.getLog(CommittedWork.class);

	private final Callable<T> work;

	private final boolean inSavepoint;

	private @Nullable T result;

	private @Nullable Object savepoint;

	private boolean undone;

	private boolean committed;

	/**
	 * Create work.
	 * @param work what to do
	 * @param inSavepoint whether the work is done within the first savepoint that it
	 * makes, as that of a {@code NESTED} method is
	 */
	CommittedWork(Callable<T> work, boolean inSavepoint) {
		this.work = work;
		this.inSavepoint = inSavepoint;
	}

	/**
	 * Do the work.
	 * @param status the transaction that it is done in
	 * @return the result
	 * @throws Exception what the work threw
	 * @throws UnexpectedRollbackException if the transaction, or the work's savepoint,
	 * was marked to be rolled back without an exception
	 */
	T call(TransactionStatus status) throws Exception {
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(this);
		}
		T answer = this.work.call();
		if (status.isRollbackOnly() || this.undone) {
			throw new UnexpectedRollbackException(
					"The handler has returned, but its transaction was marked as rollback-only, so nothing is committed");
		}
		this.result = answer;
		return answer;
	}

	/**
	 * Decide what a failure of the transaction means.
	 * @param failure what the work, or the transaction's end, threw
	 * @return the result, if the transaction has committed in spite of the failure
	 * @throws Exception the failure, otherwise
	 * @throws ClaimLostException if a concurrent transaction was given precedence
	 */
	T resultAfter(Throwable failure) throws Exception {
		if (this.committed && this.result != null) {
			logger.error("The transaction of an idempotent call committed and its answer is sent, "
					+ "but something that runs after the commit failed", failure);
			return this.result;
		}
		if (failure instanceof ConcurrencyFailureException) {
			throw new ClaimLostException(failure);
		}
		if (failure instanceof Error error) {
			throw error;
		}
		throw (failure instanceof Exception exception) ? exception : new IllegalStateException(failure);
	}

	@Override
	public void savepoint(Object made) {
		if (this.savepoint == null) {
			this.savepoint = made;
		}
	}

	@Override
	public void savepointRollback(Object rolledBackTo) {
		this.undone |= this.inSavepoint && rolledBackTo == this.savepoint;
	}

	@Override
	public void afterCompletion(int status) {
		this.committed = status == STATUS_COMMITTED;
	}

}
