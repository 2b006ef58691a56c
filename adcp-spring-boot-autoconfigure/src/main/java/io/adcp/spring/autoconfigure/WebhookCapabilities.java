package io.adcp.spring.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.adcp.spring.server.AdcpCapabilitiesCustomizer;
import io.adcp.spring.signature.SignatureProfile;
import io.adcp.spring.webhook.WebhookKeys;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.Ordered;

/**
 * Declares how webhooks are signed, where there are any, after the application's own
 * customizers.
 */
class WebhookCapabilities implements AdcpCapabilitiesCustomizer, Ordered {

	private static final Log logger = LogFactory.getLog(WebhookCapabilities.class);

	private final WebhookKeys keys;

	private final boolean legacyHmac;

	private final Duration horizon;

	private final @Nullable String brandJsonUrl;

	// The capabilities are written for each release of AdCP
	private final AtomicBoolean warned = new AtomicBoolean();

	WebhookCapabilities(WebhookKeys keys, AdcpWebhookProperties properties) {
		this.keys = keys;
		this.legacyHmac = properties.isLegacyHmac();
		this.horizon = properties.getDeliveryHorizon();
		this.brandJsonUrl = properties.getBrandJsonUrl();
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(ObjectNode capabilities) {
		if (!this.keys.canSign() && !this.legacyHmac) {
			return;
		}
		ObjectNode signing = capabilities.putObject("webhook_signing");
		signing.put("supported", this.keys.canSign());
		if (this.keys.canSign()) {
			signing.put("profile", SignatureProfile.WEBHOOK.tag());
			Set<String> algorithms = new LinkedHashSet<>();
			this.keys.keys().forEach((key) -> algorithms.add(key.algorithm().parameter()));
			ArrayNode names = signing.putArray("algorithms");
			algorithms.forEach(names::add);
			identify(capabilities);
		}
		signing.put("legacy_hmac_fallback", this.legacyHmac);
		signing.put("delivery_retry_horizon_seconds", this.horizon.toSeconds());
	}

	private void identify(ObjectNode capabilities) {
		if (this.brandJsonUrl != null) {
			ObjectNode identity = (capabilities.get("identity") instanceof ObjectNode present) ? present
					: capabilities.putObject("identity");
			identity.put("brand_json_url", this.brandJsonUrl);
		}
		else if (!capabilities.path("identity").has("brand_json_url") && this.warned.compareAndSet(false, true)) {
			logger.warn("Webhooks are signed, but buyers are not told where to find the keys: "
					+ "set adcp.webhook.brand-json-url to the address of the operator's brand.json");
		}
	}

}
