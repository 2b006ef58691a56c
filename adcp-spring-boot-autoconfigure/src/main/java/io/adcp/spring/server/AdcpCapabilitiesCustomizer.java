package io.adcp.spring.server;

import tools.jackson.databind.node.ObjectNode;

/**
 * Adds to what {@code get_adcp_capabilities} answers. All beans of this type are called
 * once, in their order, when the application starts.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AdcpCapabilitiesCustomizer {

	/**
	 * Change the capabilities.
	 * @param capabilities the answer so far: {@code adcp} and {@code supported_protocols}
	 */
	void customize(ObjectNode capabilities);

}
