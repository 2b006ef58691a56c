package io.adcp.spring.server;

/**
 * A bean whose {@link io.adcp.spring.AdcpTask @AdcpTask} methods answer tasks that no
 * {@link AdcpController} of the application answers.
 *
 * @since 0.1.0
 */
public interface DefaultTasks {

	/**
	 * Return whether the application has a use for these tasks. Asked once, after its
	 * controllers have been made.
	 * @return {@code true} by default
	 */
	default boolean areNeeded() {
		return true;
	}

}
