package io.adcp.spring.server;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * Tells the account of a call, which is part of its keys' scope. An application with
 * accounts of its own replaces it by a bean.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AccountResolver {

	/**
	 * Return the account of a call.
	 * @param agent the authenticated agent
	 * @param request the request as it came over the wire
	 * @return a text that is the same for each call of the same account, and holds no
	 * natural key in the clear; {@code null} where the request names no account
	 * @throws io.adcp.spring.AdcpException if the agent may not act for the account
	 */
	@Nullable String resolve(String agent, JsonNode request);

}
