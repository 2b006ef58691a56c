package io.adcp.spring.verification.crash.seller;

import java.math.BigDecimal;

/**
 * What the ad server is asked for. The campaign stands for the media buy, so that an
 * order of each run of the handler is the same.
 */
record DirectOrder(String mediaBuyId, String productId, BigDecimal budget, String currency, String startTime,
		String endTime) {
}
