package io.adcp.spring.idempotency;

/**
 * A backend whose claims and records are part of the caller's transaction, so that
 * business rows and record commit together. It must be called inside of one.
 * <p>
 * A backend that wraps such a one has to be one as well: otherwise it is taken for a
 * backend that commits for itself, and is called after the commit.
 *
 * @since 0.1.0
 */
public interface TransactionalIdempotencyBackend extends IdempotencyBackend {

	/**
	 * Return whether what this backend writes now would commit with the current thread's
	 * transaction. Asked at the start, in a transaction of each manager that idempotent
	 * methods use.
	 * @return {@code false} outside of a transaction, too
	 */
	boolean isPartOfTransaction();

}
