package io.adcp.spring.sample.seller.creative;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.adcp.spring.sample.seller.account.AccountReference;
import io.adcp.spring.sample.seller.product.FormatId;

/**
 * The part of a {@code sync_creatives} request that this seller reads.
 *
 * @param account who owns the creatives
 * @param creatives the creatives to add or change
 * @param creativeIds when given, only these of the creatives are synced
 * @param assignments which creative is to run in which package
 * @param dryRun whether only to tell what would happen
 * @param deleteMissing whether to archive all others; not supported
 * @param validationMode {@code strict} (the default) fails on any faulty creative,
 * {@code lenient} syncs the others
 */
record SyncCreativesRequest(@NotNull @Valid AccountReference account,
		@NotEmpty @Size(max = 100) List<@NotNull @Valid Item> creatives, @Nullable List<@NotBlank String> creativeIds,
		@Nullable @Size(max = 1000) List<@NotNull @Valid Assignment> assignments, @Nullable Boolean dryRun,
		@Nullable Boolean deleteMissing, @Nullable @Pattern(regexp = "strict|lenient") String validationMode) {

	boolean isDryRun() {
		return Boolean.TRUE.equals(this.dryRun);
	}

	boolean isLenient() {
		return "lenient".equals(this.validationMode);
	}

	boolean selects(Item item) {
		return this.creativeIds == null || this.creativeIds.contains(item.creativeId());
	}

	/**
	 * A creative.
	 *
	 * @param creativeId the buyer's id of it
	 * @param name its name
	 * @param formatId its format
	 * @param assets its assets by id
	 */
	record Item(@NotBlank @Size(max = 255) String creativeId, @NotBlank @Size(max = 255) String name,
			@NotNull @Valid FormatId formatId, @NotNull JsonNode assets) {
	}

	/**
	 * A creative's place in a package.
	 *
	 * @param creativeId the creative
	 * @param packageId the package
	 */
	record Assignment(@NotBlank String creativeId, @NotBlank String packageId) {
	}

}
