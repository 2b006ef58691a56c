package io.adcp.spring.idempotency;

import java.util.concurrent.Callable;

/**
 * What is done together or not at all: a transaction for backends that take part in one,
 * a plain call for others.
 *
 * @since 0.1.0
 */
public interface UnitOfWork {

	/**
	 * A unit that just calls.
	 */
	UnitOfWork NONE = Callable::call;

	/**
	 * Run the work. Whatever it throws undoes it and is thrown on.
	 * @param <T> the type of the result
	 * @param work the work
	 * @return the work's result, once the unit has committed
	 * @throws Exception what the work threw, or what made the commit fail
	 * @throws ClaimLostException if a concurrent transaction was given precedence
	 */
	<T> T run(Callable<T> work) throws Exception;

	/**
	 * Return whether this unit is part of a larger one that the caller opened. Waiting is
	 * no use then, because its resources cannot be given back meanwhile.
	 * @return {@code true} inside a larger unit
	 */
	default boolean isJoined() {
		return false;
	}

}
