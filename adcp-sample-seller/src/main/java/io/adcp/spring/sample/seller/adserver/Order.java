package io.adcp.spring.sample.seller.adserver;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An order as the ad server has it.
 *
 * @param orderId the ad server's id
 */
public record Order(@JsonProperty("order_id") String orderId) {
}
