package io.adcp.spring.sample.seller.mediabuy;

import java.time.Instant;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import io.adcp.spring.sample.seller.account.AccountReference;
import io.adcp.spring.sample.seller.account.BrandReference;

/**
 * The part of a {@code create_media_buy} request that this seller reads. What the starter
 * does with the rest, such as {@code idempotency_key} and {@code context}, is not the
 * seller's business.
 *
 * @param account who pays
 * @param brand whose products are advertised
 * @param buyerRef the buyer's own name for the buy
 * @param poNumber the purchase order that it belongs to
 * @param proposalId the proposal to book; not supported
 * @param packages what is bought
 * @param startTime when it begins
 * @param endTime when it ends
 */
record CreateMediaBuyRequest(@NotNull @Valid AccountReference account, @NotNull @Valid BrandReference brand,
		@Nullable @Size(max = 255) String buyerRef, @Nullable @Size(max = 255) String poNumber,
		@Nullable String proposalId, @NotEmpty @Size(max = 100) List<@NotNull @Valid PackageRequest> packages,
		@NotNull FlightStart startTime, @NotNull Instant endTime) {
}
