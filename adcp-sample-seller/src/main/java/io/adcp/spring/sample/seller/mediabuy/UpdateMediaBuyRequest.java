package io.adcp.spring.sample.seller.mediabuy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.adcp.spring.sample.seller.account.AccountReference;

/**
 * The part of an {@code update_media_buy} request that this seller reads. What is absent
 * stays as it is.
 *
 * @param account who pays
 * @param mediaBuyId the buy
 * @param revision the revision that the buyer has seen; when given, it has to be the
 * current one
 * @param paused whether the buy is to pause or to go on
 * @param canceled {@code true} to cancel it for good
 * @param cancellationReason why it is canceled
 * @param startTime when it is to begin
 * @param endTime when it is to end
 * @param packages changes to its packages
 * @param newPackages packages to add
 */
record UpdateMediaBuyRequest(@NotNull @Valid AccountReference account, @NotBlank @Size(max = 50) String mediaBuyId,
		@Nullable @Positive Integer revision, @Nullable Boolean paused, @Nullable Boolean canceled,
		@Nullable @Size(max = 2000) String cancellationReason, @Nullable FlightStart startTime,
		@Nullable Instant endTime, @Nullable @Size(max = 100) List<@NotNull @Valid PackageUpdate> packages,
		@Nullable @Size(max = 100) List<@NotNull @Valid PackageRequest> newPackages) {

	/**
	 * Changes to one package.
	 *
	 * @param packageId the package
	 * @param budget the new budget
	 * @param bidPrice the new bid
	 * @param impressions the new aim
	 * @param paused whether it is to pause or to go on
	 * @param canceled whether to cancel it; not supported
	 * @param creativeAssignments the creatives that are to run, and no others
	 * @param targetingOverlay whom to reach; not supported
	 * @param creatives creatives to sync on the way; not supported
	 * @param optimizationGoals what to bid for; not supported
	 */
	record PackageUpdate(@NotBlank @Size(max = 50) String packageId,
			@Nullable @PositiveOrZero @Digits(integer = 14, fraction = 2) BigDecimal budget,
			@Nullable @PositiveOrZero @Digits(integer = 14, fraction = 4) BigDecimal bidPrice,
			@Nullable @PositiveOrZero @Digits(integer = 18, fraction = 0) BigDecimal impressions,
			@Nullable Boolean paused, @Nullable Boolean canceled,
			@Nullable @Size(max = 100) List<@NotNull @Valid CreativeAssignmentRequest> creativeAssignments,
			@Nullable JsonNode targetingOverlay, @Nullable JsonNode creatives, @Nullable JsonNode optimizationGoals) {
	}

}
