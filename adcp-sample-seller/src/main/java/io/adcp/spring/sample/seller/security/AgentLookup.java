package io.adcp.spring.sample.seller.security;

import java.util.Optional;

/**
 * Knows agents by their tokens.
 */
@FunctionalInterface
public interface AgentLookup {

	/**
	 * Return the agent that a token belongs to.
	 * @param token the token as sent
	 * @return the agent's id, empty where this one does not know the token
	 */
	Optional<String> agentOf(String token);

}
