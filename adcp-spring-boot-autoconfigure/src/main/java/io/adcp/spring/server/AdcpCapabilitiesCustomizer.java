package io.adcp.spring.server;

import io.adcp.spring.AdcpVersion;

import tools.jackson.databind.node.ObjectNode;

/**
 * Adds to what {@code get_adcp_capabilities} answers. All beans of this type are called
 * once for each release of AdCP that is served, in their order, when the application
 * starts.
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

	/**
	 * Change the capabilities that are answered to callers of one release, where they
	 * differ by release.
	 * @param capabilities the answer so far
	 * @param version the release
	 */
	default void customize(ObjectNode capabilities, AdcpVersion version) {
		customize(capabilities);
	}

}
