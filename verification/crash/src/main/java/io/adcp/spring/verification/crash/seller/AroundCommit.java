package io.adcp.spring.verification.crash.seller;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The last place before the commit is sent, and the first after it has returned.
 */
public final class AroundCommit implements TransactionSynchronization, Ordered {

	private final @Nullable CrashPoint before;

	private final CrashPoint after;

	private AroundCommit(@Nullable CrashPoint before, CrashPoint after) {
		this.before = before;
		this.after = after;
	}

	/**
	 * Make two places of the present transaction's commit.
	 * @param before the place before it, or {@code null} for none
	 * @param after the place after it
	 */
	public static void register(@Nullable CrashPoint before, CrashPoint after) {
		TransactionSynchronizationManager.registerSynchronization(new AroundCommit(before, after));
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void beforeCommit(boolean readOnly) {
		if (this.before != null) {
			this.before.pass();
		}
	}

	@Override
	public void afterCommit() {
		this.after.pass();
	}

}
