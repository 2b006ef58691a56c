package io.adcp.spring.sample.seller.creative;

import java.util.List;
import java.util.Locale;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import io.adcp.spring.sample.seller.account.AccountReference;

/**
 * The part of a {@code list_creatives} request that this seller reads.
 *
 * @param account the account to look into; absent means all of the agent's
 * @param filters conditions that all hold
 * @param pagination the page
 */
record ListCreativesRequest(@Nullable @Valid AccountReference account, @Nullable Filters filters,
		@Nullable @Valid Pagination pagination) {

	int offset() {
		return (this.pagination != null && this.pagination.cursor() != null)
				? Integer.parseInt(this.pagination.cursor()) : 0;
	}

	int limit() {
		return (this.pagination != null && this.pagination.maxResults() != null) ? this.pagination.maxResults() : 50;
	}

	boolean accept(Creative creative) {
		return this.filters == null || this.filters.accept(creative);
	}

	/**
	 * Conditions that all hold.
	 *
	 * @param creativeIds the ids, one of which to have
	 * @param statuses the verdicts, one of which to have
	 * @param nameContains what the name holds, in whatever case
	 */
	record Filters(@Nullable List<String> creativeIds, @Nullable List<String> statuses, @Nullable String nameContains) {

		boolean accept(Creative creative) {
			return (this.creativeIds == null || this.creativeIds.contains(creative.creativeId()))
					&& (this.statuses == null || this.statuses.contains(creative.status()))
					&& (this.nameContains == null || creative.name()
						.toLowerCase(Locale.ROOT)
						.contains(this.nameContains.toLowerCase(Locale.ROOT)));
		}

	}

	/**
	 * A page.
	 *
	 * @param maxResults the page's size
	 * @param cursor where the page begins, from the answer before
	 */
	record Pagination(@Nullable @Min(1) @Max(100) Integer maxResults,
			@Nullable @Pattern(regexp = "[0-9]{1,9}") String cursor) {
	}

}
