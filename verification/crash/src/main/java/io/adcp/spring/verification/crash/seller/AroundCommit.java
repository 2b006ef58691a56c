package io.adcp.spring.verification.crash.seller;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The last place before the commit is sent, and the first after it has returned.
 */
final class AroundCommit implements TransactionSynchronization, Ordered {

	private AroundCommit() {
	}

	static void register() {
		TransactionSynchronizationManager.registerSynchronization(new AroundCommit());
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void beforeCommit(boolean readOnly) {
		CrashPoint.BEFORE_COMMIT.pass();
	}

	@Override
	public void afterCommit() {
		CrashPoint.AFTER_COMMIT.pass();
	}

}
