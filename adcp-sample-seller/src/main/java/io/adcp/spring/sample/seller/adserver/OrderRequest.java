package io.adcp.spring.sample.seller.adserver;

import java.math.BigDecimal;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is ordered. It holds nothing that changes from one run to the next.
 *
 * @param mediaBuyId the media buy
 * @param budget for how much in all
 * @param currency in which currency
 * @param startTime when it begins
 * @param endTime when it ends
 */
public record OrderRequest(@JsonProperty("media_buy_id") String mediaBuyId, BigDecimal budget, String currency,
		@JsonProperty("start_time") Instant startTime, @JsonProperty("end_time") Instant endTime) {
}
