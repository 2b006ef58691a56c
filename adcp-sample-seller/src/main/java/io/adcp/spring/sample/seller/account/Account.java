package io.adcp.spring.sample.seller.account;

/**
 * Who pays.
 *
 * @param accountId this seller's id
 * @param agent the agent that the account belongs to; no other one can see it
 * @param brandDomain the brand's domain
 * @param brandId the brand within the domain, or empty
 * @param operator the domain of who buys for the brand
 * @param sandbox whether nothing is delivered or billed
 * @param status {@code active} or {@code suspended}
 */
public record Account(String accountId, String agent, String brandDomain, String brandId, String operator,
		boolean sandbox, String status) {

	boolean suspended() {
		return "suspended".equals(this.status);
	}

}
