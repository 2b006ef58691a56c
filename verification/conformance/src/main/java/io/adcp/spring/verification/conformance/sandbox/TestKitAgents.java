package io.adcp.spring.verification.conformance.sandbox;

import java.util.Optional;

import io.adcp.spring.sample.seller.security.AgentLookup;

import org.springframework.stereotype.Component;

/**
 * Lets the buyers of AdCP's test kit in: their tokens are public, and all begin alike.
 */
@Component
class TestKitAgents implements AgentLookup {

	private static final String PREFIX = "demo-acme-outdoor-";

	@Override
	public Optional<String> agentOf(String token) {
		return token.startsWith(PREFIX) ? Optional.of("acme-outdoor") : Optional.empty();
	}

}
