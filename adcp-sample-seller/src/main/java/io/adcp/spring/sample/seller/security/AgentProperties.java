package io.adcp.spring.sample.seller.security;

import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The buyers' agents that may call.
 *
 * @param agents each agent by its id
 */
@Validated
@ConfigurationProperties("sample.seller")
record AgentProperties(@DefaultValue Map<String, @Valid Agent> agents) {

	/**
	 * One agent.
	 *
	 * @param tokenSha256 the SHA-256 of its bearer token, in hex: tokens are long and
	 * random, so a plain hash keeps them
	 */
	record Agent(@Pattern(regexp = "[0-9a-fA-F]{64}",
			message = "must be the SHA-256 of the agent's token, 64 hex digits") String tokenSha256) {
	}

}
