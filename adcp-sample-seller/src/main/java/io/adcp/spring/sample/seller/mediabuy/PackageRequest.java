package io.adcp.spring.sample.seller.mediabuy;

import java.math.BigDecimal;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A package that is to be booked.
 *
 * @param productId what is bought
 * @param pricingOptionId at which price
 * @param budget for how much, in the pricing option's currency
 * @param bidPrice what the buyer bids, kept but not needed for fixed prices
 * @param impressions how many impressions the buyer aims at
 * @param paused whether it is not to run yet
 * @param buyerRef the buyer's own name for it
 * @param creativeAssignments the creatives to run
 * @param targetingOverlay whom to reach; not supported
 * @param creatives creatives to sync on the way; not supported
 * @param optimizationGoals what to bid for; not supported
 * @param measurementTerms who measures, and what follows from it; not accepted
 */
record PackageRequest(@NotBlank @Size(max = 100) String productId, @NotBlank @Size(max = 100) String pricingOptionId,
		@NotNull @PositiveOrZero @Digits(integer = 14, fraction = 2) BigDecimal budget,
		@Nullable @PositiveOrZero @Digits(integer = 14, fraction = 4) BigDecimal bidPrice,
		@Nullable @PositiveOrZero @Digits(integer = 18, fraction = 0) BigDecimal impressions, @Nullable Boolean paused,
		@Nullable @Size(max = 255) String buyerRef,
		@Nullable @Size(max = 100) List<@NotNull @Valid CreativeAssignmentRequest> creativeAssignments,
		@Nullable JsonNode targetingOverlay, @Nullable JsonNode creatives, @Nullable JsonNode optimizationGoals,
		@Nullable JsonNode measurementTerms) {
}
