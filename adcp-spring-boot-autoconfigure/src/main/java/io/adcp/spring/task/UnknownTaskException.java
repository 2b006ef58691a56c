package io.adcp.spring.task;

/**
 * There is no such task, or it was purged after its end.
 *
 * @since 0.1.0
 */
public class UnknownTaskException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param taskId the id that was asked for
	 */
	public UnknownTaskException(String taskId) {
		super("There is no task " + taskId);
	}

}
