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

	private final AdcpClientProperties properties;

	WebhookAddresses(AdcpClientProperties properties) {
		this.properties = properties;
		properties.getAgents().forEach(WebhookAddresses::check);
	}

	private static void check(String name, Agent agent) {
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
		Assert.state(seller != null && (seller.getWebhookKeys() != null || seller.getWebhookSecret() != null),
				() -> "It is not known how webhooks of the agent '" + agent + "' are verified: set adcp.client.agents."
						+ agent + ".webhook-keys to the address of its JWKS");
		ObjectNode config = JsonNodeFactory.instance.objectNode();
		config.put("url", of(agent)).put("operation_id", operationId);
		if (seller.getWebhookKeys() == null) {
			ObjectNode authentication = config.putObject("authentication");
			authentication.putArray("schemes").add("HMAC-SHA256");
			authentication.put("credentials", seller.getWebhookSecret());
		}
		return config;
	}

}
