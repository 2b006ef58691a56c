package io.adcp.spring.verification.crash;

import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.crash.seller.Mistake;

/**
 * How it is shown that a mistake is found out: by a short run against sellers that make
 * it, whose campaigns and deaths bring it to light.
 *
 * @param mistake the mistake
 * @param finding what must not be zero then
 * @param campaigns what buyers book
 * @param place where sellers die
 */
record Proof(Mistake mistake, Finding finding, CampaignKind campaigns, String place) {

	/**
	 * Return how a mistake is found out.
	 * @param mistake the mistake
	 */
	static Proof of(Mistake mistake) {
		return switch (mistake) {
			case RECORD_AFTER_COMMIT -> new Proof(mistake, Finding.DUPLICATES, CampaignKind.AT_ONCE, "AFTER_COMMIT");
			case CLAIM_AFTER_CALL -> new Proof(mistake, Finding.DOUBLE_INVOCATIONS, CampaignKind.DIRECT, "AFTER_CALL");
			case RELEASED_ON_UNKNOWN -> new Proof(mistake, Finding.RELEASED_UNKNOWN, CampaignKind.LARGE, "IN_CALL");
			case WEBHOOK_IN_HANDLER -> new Proof(mistake, Finding.WEBHOOKS_LOST, CampaignKind.LARGE, "BEFORE_END");
		};
	}

}
