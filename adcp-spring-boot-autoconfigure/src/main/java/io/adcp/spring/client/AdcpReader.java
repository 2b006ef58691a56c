package io.adcp.spring.client;

/**
 * Calls the tasks of one seller that change nothing; any other is refused before it is
 * sent.
 *
 * @since 0.1.0
 * @see AdcpClient#reconcile
 */
@FunctionalInterface
public interface AdcpReader extends TaskMethods<AdcpRequest> {

}
