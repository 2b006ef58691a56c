package io.adcp.spring.sample.seller.mediabuy;

import java.time.Instant;
import java.util.List;

/**
 * The answer to {@code update_media_buy}. {@code status} is the buy's own, as in AdCP
 * 3.0; AdCP 3.1 reads {@code media_buy_status}.
 *
 * @param mediaBuyId the buy
 * @param status the buy's status
 * @param mediaBuyStatus the same
 * @param revision its new revision
 * @param implementationDate from when on it is so
 * @param affectedPackages the packages that were changed or added
 * @param validActions what can be done with it now
 */
record UpdateMediaBuyResponse(String mediaBuyId, String status, String mediaBuyStatus, int revision,
		Instant implementationDate, List<MediaBuyDetails.PackageDetails> affectedPackages, List<String> validActions) {

	static UpdateMediaBuyResponse of(MediaBuyDetails buy, List<String> affectedPackageIds) {
		return new UpdateMediaBuyResponse(buy.mediaBuyId(), buy.status(), buy.status(), buy.revision(), buy.updatedAt(),
				buy.packages().stream().filter((one) -> affectedPackageIds.contains(one.packageId())).toList(),
				buy.validActions());
	}

}
