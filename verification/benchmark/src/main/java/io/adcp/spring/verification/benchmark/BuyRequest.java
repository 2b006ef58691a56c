package io.adcp.spring.verification.benchmark;

import java.nio.charset.StandardCharsets;

/**
 * Requests as a buyer sends them: {@code create_media_buy} with two packages, about 1 KB.
 */
final class BuyRequest {

	/**
	 * The agent that all requests come from.
	 */
	static final String AGENT = "pinnacle-agency";

	/**
	 * The account that all requests name.
	 */
	static final String ACCOUNT = "acc_acme_outdoor_2026";

	private static final String PACKAGE = """
			{"product_id": "homepage_takeover_%1$s", "pricing_option_id": "cpm_usd_fixed", "budget": 12500.50,
			 "pacing": "even", "bid_price": 14.25, "format_ids": [{"agent_url": "https://creative.example", "id": "display_970x250"}],
			 "targeting_overlay": {"geo_countries": ["US", "CA"], "geo_regions": ["US-CA", "US-NY", "US-OR"], "frequency_cap": {"suppress_minutes": 30}}}""";

	private static final String REST = """
			", "account": {"account_id": "%s"}, "brand": {"domain": "acme-outdoor.example"},
			 "start_time": "2030-06-01T00:00:00Z", "end_time": "2030-06-30T23:59:59Z",
			 "total_budget": 25001, "po_number": "PO-2030-0617", "packages": [%s, %s],
			 "ext": {"campaign": "Été en plein air", "trace": [1, 2.5, null, true]}}""".formatted(ACCOUNT,
			PACKAGE.formatted("desktop"), PACKAGE.formatted("mobile"));

	private BuyRequest() {
	}

	/**
	 * Write a request that has not been sent before.
	 * @return the JSON text
	 */
	static byte[] fresh() {
		return withKey(Ids.next().toString());
	}

	/**
	 * Write the request with a key. Requests that differ in the key alone have the same
	 * payload.
	 * @param key the key
	 * @return the JSON text
	 */
	static byte[] withKey(String key) {
		return withKey(key, "summer-2030");
	}

	/**
	 * Write a request.
	 * @param key the key
	 * @param buyerRef tells payloads apart
	 * @return the JSON text
	 */
	static byte[] withKey(String key, String buyerRef) {
		return ("{\"idempotency_key\": \"" + key + "\", \"buyer_ref\": \"" + buyerRef + REST)
			.getBytes(StandardCharsets.UTF_8);
	}

}
