package io.adcp.spring.sample.buyer;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the desk sends as {@code create_media_buy}, without the key: that is the client's
 * to add. Fields that a campaign does not have stay away, because absent and null are two
 * different requests (AdCP 3.1 idempotency, payload equivalence).
 *
 * @param account the account that pays
 * @param brand the advertiser
 * @param poNumber the campaign's id: the natural key by which the buy can be found again
 * when its idempotency key has expired
 * @param packages the one package of the campaign
 * @param startTime {@code asap} or a date and time
 * @param endTime a date and time
 * @param webhook where the seller tells how it ends what it does not finish at once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MediaBuyRequest(@JsonProperty("account") Account account, @JsonProperty("brand") Brand brand,
		@JsonProperty("po_number") String poNumber, @JsonProperty("packages") List<OnePackage> packages,
		@JsonProperty("start_time") @Nullable String startTime, @JsonProperty("end_time") @Nullable String endTime,
		@JsonProperty("push_notification_config") @Nullable PushNotificationConfig webhook) {

	static MediaBuyRequest of(CampaignPlan plan, Campaign campaign, @Nullable URI webhooks) {
		Brand brand = new Brand(plan.brand());
		OnePackage one = new OnePackage(campaign.productId(), campaign.pricingOptionId(), campaign.budget());
		return new MediaBuyRequest(new Account(brand, plan.operator()), brand, campaign.id(), List.of(one),
				campaign.startTime(), campaign.endTime(),
				(webhooks != null) ? PushNotificationConfig.of(webhooks, campaign) : null);
	}

	/**
	 * An account by its natural key.
	 *
	 * @param brand the advertiser
	 * @param operator the agency's domain
	 */
	record Account(@JsonProperty("brand") Brand brand, @JsonProperty("operator") String operator) {
	}

	/**
	 * An advertiser.
	 *
	 * @param domain its domain
	 */
	record Brand(@JsonProperty("domain") String domain) {
	}

	/**
	 * What is bought.
	 *
	 * @param productId the seller's product
	 * @param pricingOptionId one of its pricing options
	 * @param budget the budget in that option's currency
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record OnePackage(@JsonProperty("product_id") @Nullable String productId,
			@JsonProperty("pricing_option_id") @Nullable String pricingOptionId,
			@JsonProperty("budget") @Nullable BigDecimal budget) {
	}

	/**
	 * Where the agency is told of a campaign.
	 *
	 * @param url the address
	 * @param operationId the campaign's id, which the webhook brings back
	 */
	record PushNotificationConfig(@JsonProperty("url") URI url, @JsonProperty("operation_id") String operationId) {

		static PushNotificationConfig of(URI webhooks, Campaign campaign) {
			return new PushNotificationConfig(webhooks, campaign.id());
		}

	}

}
