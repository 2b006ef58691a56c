package io.adcp.spring.verification.crash.seller;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What the ad server has answered.
 */
@JsonNaming(SnakeCaseStrategy.class)
record PlacedOrder(String orderId, String requestId) {
}
