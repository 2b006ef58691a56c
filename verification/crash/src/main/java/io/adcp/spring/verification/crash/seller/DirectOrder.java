package io.adcp.spring.verification.crash.seller;

import java.math.BigDecimal;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What the ad server is asked for. The campaign stands for the media buy, so that an
 * order of each run of the handler is the same.
 */
@JsonNaming(SnakeCaseStrategy.class)
record DirectOrder(String mediaBuyId, String productId, BigDecimal budget, String currency, String startTime,
		String endTime) {
}
