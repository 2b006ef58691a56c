package io.adcp.spring.sample.seller.mediabuy;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import io.adcp.spring.sample.seller.account.AccountReference;

/**
 * The part of a {@code get_media_buys} request that this seller reads.
 *
 * @param account the account to look into; absent means all of the agent's
 * @param mediaBuyIds the buys to return
 * @param buyerRefs the buyer's own names of buys to return
 * @param statusFilter the states, one of which to be in; absent means any where ids or
 * names are given, else {@code active}
 * @param pagination the page
 */
record GetMediaBuysRequest(@Nullable @Valid AccountReference account, @Nullable @Size(min = 1) List<String> mediaBuyIds,
		@Nullable @Size(min = 1) List<String> buyerRefs,
		@Nullable @Size(min = 1) @JsonFormat(
				with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> statusFilter,
		@Nullable @Valid Pagination pagination) {

	@Nullable List<String> statuses() {
		if (this.statusFilter != null) {
			return this.statusFilter;
		}
		return (this.mediaBuyIds == null && this.buyerRefs == null) ? List.of("active") : null;
	}

	int limit() {
		return (this.pagination != null && this.pagination.maxResults() != null) ? this.pagination.maxResults() : 50;
	}

	long after() {
		return (this.pagination != null && this.pagination.cursor() != null) ? Long.parseLong(this.pagination.cursor())
				: 0;
	}

	/**
	 * A page.
	 *
	 * @param maxResults the page's size
	 * @param cursor where the page begins, from the answer before
	 */
	record Pagination(@Nullable @Min(1) @Max(100) Integer maxResults,
			@Nullable @Pattern(regexp = "[0-9]{1,18}") String cursor) {
	}

}
