package io.adcp.spring.idempotency.aop;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.adcp.spring.idempotency.UnitOfWork;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A transaction of the application's manager, for calls to the engine without a proxy:
 * the caller's where there is one, a new one otherwise.
 *
 * @since 0.1.0
 */
public class TransactionalUnitOfWork implements UnitOfWork {

	private final Supplier<? extends @Nullable PlatformTransactionManager> transactionManager;

	/**
	 * Create a unit of work.
	 * @param transactionManager gives the manager of the business tables' data source, or
	 * {@code null} where there are no transactions and the work is just done
	 */
	public TransactionalUnitOfWork(Supplier<? extends @Nullable PlatformTransactionManager> transactionManager) {
		this.transactionManager = transactionManager;
	}

	@Override
	public <T> T run(Callable<T> work) throws Exception {
		PlatformTransactionManager manager = this.transactionManager.get();
		if (manager == null) {
			return work.call();
		}
		CommittedWork<T> committed = new CommittedWork<>(work, false);
		try {
			TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
			T result = callOrRollBack(committed, manager, status);
			manager.commit(status);
			return result;
		}
		catch (Throwable ex) {
			return committed.resultAfter(ex);
		}
	}

	@Override
	public boolean isJoined() {
		return TransactionSynchronizationManager.isActualTransactionActive();
	}

	private static <T> T callOrRollBack(CommittedWork<T> work, PlatformTransactionManager manager,
			TransactionStatus status) throws Exception {
		try {
			return work.call(status);
		}
		catch (Throwable ex) {
			try {
				manager.rollback(status);
			}
			catch (RuntimeException rollbackFailure) {
				ex.addSuppressed(rollbackFailure);
			}
			throw ex;
		}
	}

}
