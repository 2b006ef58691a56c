package io.adcp.spring.sample.buyer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the desk reads of the seller's answer.
 *
 * @param mediaBuyId the seller's id of the buy, absent while the seller still works on it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record MediaBuyResponse(@JsonProperty("media_buy_id") @Nullable String mediaBuyId) {
}
