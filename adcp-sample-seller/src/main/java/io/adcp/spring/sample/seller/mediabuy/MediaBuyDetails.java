package io.adcp.spring.sample.seller.mediabuy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A media buy with all that belongs to it, as AdCP writes it.
 *
 * @param mediaBuyId this seller's id
 * @param buyerRef the buyer's own name for it
 * @param poNumber the purchase order that it belongs to
 * @param status its status
 * @param currency the currency of all its amounts
 * @param totalBudget the sum of its packages' budgets
 * @param startTime when it begins
 * @param endTime when it ends
 * @param confirmedAt when it was booked
 * @param updatedAt when it was last changed
 * @param revision how often it was written, from 1
 * @param cancellation when and why it was canceled
 * @param validActions what can be done with it now
 * @param packages what was bought
 */
record MediaBuyDetails(String mediaBuyId, @Nullable String buyerRef, @Nullable String poNumber, String status,
		String currency, BigDecimal totalBudget, Instant startTime, Instant endTime, Instant confirmedAt,
		Instant updatedAt, int revision, @Nullable Cancellation cancellation, List<String> validActions,
		List<PackageDetails> packages) {

	static MediaBuyDetails of(MediaBuy buy, List<BookedPackage> packages, Map<String, List<String>> creatives) {
		BigDecimal total = packages.stream().map(BookedPackage::budget).reduce(BigDecimal.ZERO, BigDecimal::add);
		return new MediaBuyDetails(buy.mediaBuyId(), buy.buyerRef(), buy.poNumber(), buy.status(), buy.currency(),
				total, buy.startTime(), buy.endTime(), buy.createdAt(), buy.updatedAt(), buy.revision(),
				Cancellation.of(buy), buy.validActions(),
				packages.stream()
					.map((booked) -> PackageDetails.of(booked, creatives.getOrDefault(booked.packageId(), List.of())))
					.toList());
	}

	/**
	 * When and why a buy was canceled.
	 *
	 * @param canceledAt when
	 * @param canceledBy by whom, always the buyer
	 * @param reason why, in the buyer's words
	 */
	record Cancellation(Instant canceledAt, String canceledBy, @Nullable String reason) {

		static @Nullable Cancellation of(MediaBuy buy) {
			return (buy.canceledAt() != null) ? new Cancellation(buy.canceledAt(), "buyer", buy.cancellationReason())
					: null;
		}

	}

	/**
	 * A package of the buy.
	 *
	 * @param packageId this seller's id
	 * @param buyerRef the buyer's own name for it
	 * @param productId what is bought
	 * @param pricingOptionId at which price
	 * @param budget for how much
	 * @param bidPrice what the buyer bids
	 * @param impressions how many impressions the buyer aims at
	 * @param paused whether the buyer has paused it
	 * @param creativeAssignments the creatives that run
	 */
	record PackageDetails(String packageId, @Nullable String buyerRef, String productId, String pricingOptionId,
			BigDecimal budget, @Nullable BigDecimal bidPrice, @Nullable BigDecimal impressions, boolean paused,
			List<AssignedCreative> creativeAssignments) {

		static PackageDetails of(BookedPackage booked, List<String> creativeIds) {
			return new PackageDetails(booked.packageId(), booked.buyerRef(), booked.productId(),
					booked.pricingOptionId(), booked.budget(), booked.bidPrice(), booked.impressions(), booked.paused(),
					creativeIds.stream().map(AssignedCreative::new).toList());
		}

	}

	record AssignedCreative(String creativeId) {
	}

}
