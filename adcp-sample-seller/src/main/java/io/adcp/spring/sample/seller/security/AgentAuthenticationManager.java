package io.adcp.spring.sample.seller.security;

import java.util.List;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Turns a bearer token into the agent that it belongs to. The agent's id becomes the
 * request's principal, from where the starter takes it.
 */
@Component
class AgentAuthenticationManager implements AuthenticationManager {

	private final ConfiguredAgents agents;

	AgentAuthenticationManager(ConfiguredAgents agents) {
		this.agents = agents;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		String token = String.valueOf(authentication.getCredentials());
		return this.agents.agentOf(token)
			.map((agent) -> new PreAuthenticatedAuthenticationToken(agent, "", List.of()))
			.orElseThrow(() -> new BadCredentialsException("The token is not known"));
	}

}
