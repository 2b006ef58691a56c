package io.adcp.spring.sample.buyer;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A plan: who buys, and which campaigns.
 *
 * @param brand the advertiser's domain
 * @param operator the domain of the agency that buys for it
 * @param campaigns the campaigns in the order in which they are booked, at least one
 */
record CampaignPlan(@JsonProperty("brand") String brand, @JsonProperty("operator") String operator,
		@JsonProperty("campaigns") List<Campaign> campaigns) {
}
