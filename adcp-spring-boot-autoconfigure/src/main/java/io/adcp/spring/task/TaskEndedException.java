package io.adcp.spring.task;

/**
 * A task has ended already: somebody else was quicker. The first end stays, and whatever
 * was done for this one has to be rolled back.
 *
 * @since 0.1.0
 */
public class TaskEndedException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final TaskState state;

	/**
	 * Create the exception.
	 * @param taskId the task
	 * @param state the state that it has ended in
	 */
	public TaskEndedException(String taskId, TaskState state) {
		super("Task " + taskId + " has ended already: it is " + state.wireName());
		this.state = state;
	}

	/**
	 * Return the state that the task has ended in.
	 * @return a terminal state
	 */
	public TaskState state() {
		return this.state;
	}

}
