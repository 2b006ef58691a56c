package io.adcp.spring.sample.buyer;

import java.math.BigDecimal;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One campaign of a plan. Only the id is the desk's business. Whether the rest makes a
 * media buy is for the seller to say, so anything else may be missing or wrong here.
 *
 * @param id names the campaign in the desk's database and, as {@code po_number}, at the
 * seller
 * @param name the name for people
 * @param productId the seller's product
 * @param pricingOptionId one of the product's pricing options
 * @param budget the budget in the pricing option's currency
 * @param startTime {@code asap} or an ISO 8601 date and time
 * @param endTime an ISO 8601 date and time
 */
record Campaign(@JsonProperty("id") String id, @JsonProperty("name") @Nullable String name,
		@JsonProperty("product_id") @Nullable String productId,
		@JsonProperty("pricing_option_id") @Nullable String pricingOptionId,
		@JsonProperty("budget") @Nullable BigDecimal budget, @JsonProperty("start_time") @Nullable String startTime,
		@JsonProperty("end_time") @Nullable String endTime) {
}
