package io.adcp.spring.idempotency.aop;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.UnitOfWork;

import org.springframework.dao.ConcurrencyFailureException;
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

	private final Supplier<PlatformTransactionManager> transactionManager;

	/**
	 * Create a unit of work.
	 * @param transactionManager gives the manager of the backend's data source
	 */
	public TransactionalUnitOfWork(Supplier<PlatformTransactionManager> transactionManager) {
		this.transactionManager = transactionManager;
	}

	@Override
	public <T> T run(Callable<T> work) throws Exception {
		PlatformTransactionManager manager = this.transactionManager.get();
		try {
			TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
			T result = callOrRollBack(work, manager, status);
			manager.commit(status);
			return result;
		}
		catch (ConcurrencyFailureException ex) {
			throw new ClaimLostException(ex);
		}
	}

	@Override
	public boolean isJoined() {
		return TransactionSynchronizationManager.isActualTransactionActive();
	}

	private static <T> T callOrRollBack(Callable<T> work, PlatformTransactionManager manager, TransactionStatus status)
			throws Exception {
		try {
			return work.call();
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
