package io.adcp.spring.sample.seller.mediabuy;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code create_media_buy}. {@code status} is the buy's own, as in AdCP
 * 3.0; AdCP 3.1 reads {@code media_buy_status}.
 *
 * @param mediaBuyId this seller's id
 * @param buyerRef the buyer's own name for it
 * @param poNumber the purchase order that it belongs to
 * @param status the buy's status
 * @param mediaBuyStatus the same
 * @param confirmedAt when it was booked
 * @param revision its first revision
 * @param validActions what can be done with it now
 * @param packages what was bought
 */
record CreateMediaBuyResponse(String mediaBuyId, @Nullable String buyerRef, @Nullable String poNumber, String status,
		String mediaBuyStatus, Instant confirmedAt, int revision, List<String> validActions,
		List<MediaBuyDetails.PackageDetails> packages) {

	static CreateMediaBuyResponse of(MediaBuyDetails buy) {
		return new CreateMediaBuyResponse(buy.mediaBuyId(), buy.buyerRef(), buy.poNumber(), buy.status(), buy.status(),
				buy.confirmedAt(), buy.revision(), buy.validActions(), buy.packages());
	}

}
