package io.adcp.spring.idempotency;

/**
 * What an {@link Idempotent} method takes as a parameter to commit by itself: no
 * transaction is opened around such a method. The argument is made for each run.
 *
 * @since 0.1.0
 */
public interface HandlerClaim {

	/**
	 * Decide about the key of a handler that failed before its commit (AdCP 3.2
	 * idempotency, rule 3).
	 * @param failure what it threw
	 * @return {@code true} only if it is proven that nothing is left of what it has done
	 */
	boolean mayBeReleased(Throwable failure);

}
