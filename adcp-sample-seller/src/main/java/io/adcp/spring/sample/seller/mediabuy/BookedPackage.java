package io.adcp.spring.sample.seller.mediabuy;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * A package as it is stored.
 *
 * @param packageId this seller's id
 * @param mediaBuyId the buy that it belongs to
 * @param position its place within the buy
 * @param productId what is bought
 * @param pricingOptionId at which price
 * @param buyerRef the buyer's own name for it
 * @param budget for how much
 * @param bidPrice what the buyer bids
 * @param impressions how many impressions the buyer aims at
 * @param paused whether the buyer has paused it
 */
record BookedPackage(String packageId, String mediaBuyId, int position, String productId, String pricingOptionId,
		@Nullable String buyerRef, BigDecimal budget, @Nullable BigDecimal bidPrice, @Nullable BigDecimal impressions,
		boolean paused) {
}
