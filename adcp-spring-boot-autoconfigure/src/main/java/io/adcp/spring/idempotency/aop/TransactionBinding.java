package io.adcp.spring.idempotency.aop;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.TransactionalIdempotencyBackend;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;

/**
 * Tells whether the records of a backend are part of the application's transactions. All
 * that depends on it asks here, and what counts is the backend itself: neither the type
 * that its bean was declared with nor a proxy around it.
 *
 * @since 0.1.0
 */
public final class TransactionBinding {

	private TransactionBinding() {
	}

	/**
	 * Return whether the records of a backend commit with the business rows.
	 * @param backend the backend, or a proxy of it
	 * @return {@code false} for a backend that commits for itself
	 */
	public static boolean isTransactional(IdempotencyBackend backend) {
		return transactional(backend) != null;
	}

	/**
	 * Return a backend as one whose records commit with the business rows.
	 * @param backend the backend, or a proxy of it
	 * @return the backend, or {@code null} where it commits for itself
	 */
	public static @Nullable TransactionalIdempotencyBackend transactional(IdempotencyBackend backend) {
		Object candidate = backend;
		while (candidate != null) {
			if (candidate instanceof TransactionalIdempotencyBackend transactional) {
				return transactional;
			}
			candidate = AopProxyUtils.getSingletonTarget(candidate);
		}
		return null;
	}

}
