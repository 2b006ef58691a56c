package io.adcp.spring.verification.crash.buyer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The request that books one campaign. Each buyer is a brand with an account of its own.
 */
public final class CampaignRequest {

	private CampaignRequest() {
	}

	/**
	 * Return the account of a buyer.
	 * @param buyer the buyer
	 * @return the account
	 */
	public static Map<String, Object> account(String buyer) {
		return Map.of("brand", brand(buyer), "operator", "crash.example");
	}

	private static Map<String, String> brand(String buyer) {
		return Map.of("domain", buyer + ".example");
	}

	/**
	 * Return a new request.
	 * @param buyer who books
	 * @param campaign what it is called
	 * @param kind its kind
	 * @param number its number among its buyer's
	 * @return the body, which can be changed
	 */
	public static Map<String, Object> of(String buyer, String campaign, CampaignKind kind, int number) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("account", account(buyer));
		body.put("brand", brand(buyer));
		body.put("buyer_ref", campaign);
		body.put("po_number", campaign);
		body.put("packages", List.of(Map.of("product_id", "podcast-midroll", "pricing_option_id", "cpm-usd", "budget",
				kind.budget(number))));
		body.put("start_time", "2099-09-01T00:00:00Z");
		body.put("end_time", "2099-09-30T23:59:59Z");
		return body;
	}

}
