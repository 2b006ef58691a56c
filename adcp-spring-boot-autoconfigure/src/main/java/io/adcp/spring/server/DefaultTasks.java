package io.adcp.spring.server;

/**
 * A bean whose {@link io.adcp.spring.AdcpTask @AdcpTask} methods answer tasks that no
 * {@link AdcpController} of the application answers.
 *
 * @since 0.1.0
 */
public interface DefaultTasks {

}
