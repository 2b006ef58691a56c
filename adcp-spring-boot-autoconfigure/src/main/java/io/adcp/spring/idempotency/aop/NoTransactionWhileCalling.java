package io.adcp.spring.idempotency.aop;

import io.adcp.spring.idempotency.ClaimedRun;

import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Refuses transactions in which a handler that takes a claim would write rows that don't
 * commit with its record. Those that only read may be opened. What is written without a
 * transaction is not seen here.
 *
 * @since 0.1.0
 */
public class NoTransactionWhileCalling implements TransactionExecutionListener {

	@Override
	public void beforeBegin(TransactionExecution transaction) {
		if (!transaction.isReadOnly() && ClaimedRun.isOutsideCommit()) {
			throw new IllegalStateException("A handler that takes a claim has opened a transaction outside of the "
					+ "claim's commit(...): what is written there would not commit with its record, and be written "
					+ "again by the next run. Write within commit(...), or make the transaction read-only");
		}
	}

}
