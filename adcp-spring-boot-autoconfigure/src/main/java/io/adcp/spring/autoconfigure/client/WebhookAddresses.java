package io.adcp.spring.autoconfigure.client;

import java.net.URI;
import java.util.Objects;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.autoconfigure.client.AdcpClientProperties.Agent;
import io.adcp.spring.client.PushNotifications;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * The addresses that sellers are given for their webhooks: one for each seller, so that
 * it is known by whose keys a webhook has to be verified before a word of it is believed.
 */
final class WebhookAddresses implements PushNotifications {

	private static final int MIN_SECRET_LENGTH = 32;

	private static final int MIN_TOKEN_LENGTH = 16;

	private static final int MAX_TOKEN_LENGTH = 4096;

	private final AdcpClientProperties properties;

	WebhookAddresses(AdcpClientProperties properties) {
		this.properties = properties;
		properties.getAgents().forEach(WebhookAddresses::check);
	}

	private static void check(String name, Agent agent) {
		String token = agent.getWebhookToken();
		if (token != null && (token.length() < MIN_TOKEN_LENGTH || token.length() > MAX_TOKEN_LENGTH)) {
			throw new InvalidSetupException(
					"adcp.client.agents." + name + ".webhook-token has not 16 to 4096 characters.",
					"Make one with 'openssl rand -base64 32'.");
		}
		String secret = agent.getWebhookSecret();
		if (secret != null && secret.length() < MIN_SECRET_LENGTH) {
			String property = "adcp.client.agents." + name + ".webhook-secret";
			throw new InvalidSetupException(property + " is shorter than " + MIN_SECRET_LENGTH + " characters.",
					"Make one with 'openssl rand -base64 32' and agree on it with the seller.");
		}
	}

	String of(String agent) {
		URI url = Objects.requireNonNull(this.properties.getWebhook().getUrl());
		return url.toString().replaceAll("/+$", "") + this.properties.getWebhook().getPath() + "/" + agent;
	}

	@Override
	public ObjectNode configFor(String agent, String operationId) {
		Agent seller = this.properties.getAgents().get(agent);
		Assert.state(seller != null && (signs(seller) || seller.getWebhookSecret() != null),
				() -> "It is not known how webhooks of the agent '" + agent + "' are verified: set adcp.client.agents."
						+ agent + ".webhook-keys to the address of its JWKS, or .brand to that of its brand.json");
		ObjectNode config = JsonNodeFactory.instance.objectNode();
		config.put("url", of(agent)).put("operation_id", operationId);
		if (seller.getWebhookToken() != null) {
			config.put("token", seller.getWebhookToken());
		}
		if (!signs(seller)) {
			ObjectNode authentication = config.putObject("authentication");
			authentication.putArray("schemes").add("HMAC-SHA256");
			authentication.put("credentials", seller.getWebhookSecret());
		}
		return config;
	}

	private static boolean signs(Agent seller) {
		return seller.getWebhookKeys() != null || seller.getBrand() != null;
	}

}
