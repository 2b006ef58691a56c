package io.adcp.spring.sample.seller;

import tools.jackson.databind.node.ObjectNode;

import io.adcp.spring.server.AdcpCapabilitiesCustomizer;
import org.springframework.stereotype.Component;

/**
 * Adds this seller's own terms to what the starter tells of its tasks.
 */
@Component
class SellerCapabilities implements AdcpCapabilitiesCustomizer {

	@Override
	public void customize(ObjectNode capabilities) {
		ObjectNode account = capabilities.putObject("account");
		account.put("require_operator_auth", false);
		account.putArray("supported_billing").add("agent");
		account.put("sandbox", true);
		ObjectNode mediaBuy = capabilities.putObject("media_buy");
		mediaBuy.putArray("supported_pricing_models").add("cpm").add("flat_rate");
		mediaBuy.putObject("features").put("inline_creative_management", false);
		ObjectNode portfolio = mediaBuy.putObject("portfolio");
		portfolio.putArray("publisher_domains").add("dailytide.example").add("harbourtv.example");
		portfolio.putArray("primary_channels").add("display").add("olv").add("podcast");
	}

}
