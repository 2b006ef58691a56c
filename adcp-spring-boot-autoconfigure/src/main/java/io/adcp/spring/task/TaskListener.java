package io.adcp.spring.task;

/**
 * Is told of tasks in the transaction that changes them: what a listener writes commits
 * with the change, and what it throws undoes it.
 *
 * @since 0.1.0
 */
public interface TaskListener {

	/**
	 * A task is being submitted, in its handler's transaction.
	 * @param task the task
	 * @throws io.adcp.spring.AdcpException if the request cannot be taken on
	 */
	default void submitted(TaskRecord task) {
	}

	/**
	 * A task is coming into another state. It comes into a terminal one at most once.
	 * @param task the task in its new state
	 */
	default void changed(TaskRecord task) {
	}

}
