package io.adcp.spring.sample.seller.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

/**
 * The agents of the configuration.
 */
@Component
class ConfiguredAgents {

	private final Map<String, byte[]> hashes = new LinkedHashMap<>();

	ConfiguredAgents(AgentProperties properties) {
		properties.agents().forEach((id, agent) -> this.hashes.put(id, HexFormat.of().parseHex(agent.tokenSha256())));
	}

	/**
	 * Return the agent that a token belongs to. This looks at every agent, also after a
	 * match, so that the time taken tells nothing.
	 * @param token the token as sent
	 * @return the agent's id, empty where nobody has this token
	 */
	Optional<String> agentOf(String token) {
		byte[] hash = sha256(token);
		String found = null;
		for (Map.Entry<String, byte[]> agent : this.hashes.entrySet()) {
			if (MessageDigest.isEqual(agent.getValue(), hash)) {
				found = agent.getKey();
			}
		}
		return Optional.ofNullable(found);
	}

	private static byte[] sha256(String token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java runtime has SHA-256", ex);
		}
	}

}
