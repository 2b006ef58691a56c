package io.adcp.spring.server;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * Tells the agent of a call from who was authenticated. An application whose principals
 * are not agents replaces it by a bean.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AgentResolver {

	/**
	 * Return the agent that calls.
	 * @param principal who was authenticated, or {@code null}
	 * @return the agent's id, or {@code null} for nobody: calls with a key are refused
	 * then
	 */
	@Nullable String resolve(@Nullable Principal principal);

}
