package io.adcp.spring.sample.seller;

/**
 * Requests that succeed, for tests to start from.
 */
public final class MediaBuyRequests {

	/**
	 * The account of the requests.
	 */
	public static final String ACCOUNT = "'account': {'brand': {'domain': 'acme.example'}, 'operator': 'pinnacle.example'}";

	private MediaBuyRequests() {
	}

	/**
	 * Return a {@code create_media_buy} request.
	 * @param more further fields with a comma at the end, or empty
	 * @return the request, written with single quotes
	 */
	public static String create(String more) {
		return create(more, "{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 5000}");
	}

	/**
	 * Return a {@code create_media_buy} request.
	 * @param more further fields with a comma at the end, or empty
	 * @param packages the packages
	 * @return the request, written with single quotes
	 */
	public static String create(String more, String packages) {
		return """
				{%s, 'brand': {'domain': 'acme.example'}, %s
				 'start_time': '2030-06-01T00:00:00Z', 'end_time': '2030-06-30T23:59:59Z',
				 'packages': [%s]}""".formatted(ACCOUNT, more, packages);
	}

}
