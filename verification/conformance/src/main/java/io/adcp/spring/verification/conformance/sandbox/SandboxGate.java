package io.adcp.spring.verification.conformance.sandbox;

import java.util.Set;

import io.adcp.spring.server.AdcpExchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets nobody but sandbox accounts reach the test controller. A request without account
 * means the one that each agent has in the sandbox. What a request says of its account is
 * not enough: an agent whose accounts are live has none for tests.
 */
@Component
class SandboxGate {

	private final Set<String> liveAgents;

	SandboxGate(@Value("${sandbox.live-agents:}") Set<String> liveAgents) {
		this.liveAgents = liveAgents;
	}

	boolean admits(AdcpExchange exchange) {
		JsonNode account = exchange.account();
		return isSandbox(account) && !this.liveAgents.contains(exchange.agent());
	}

	private static boolean isSandbox(@Nullable JsonNode account) {
		return account == null || account.path("sandbox").booleanValue(false);
	}

}
