package io.adcp.spring.sample.seller.mediabuy;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.adcp.spring.sample.seller.Refusal;

/**
 * A media buy as it is stored, with the status that it has now.
 *
 * @param mediaBuyId this seller's id
 * @param position its place in the order of all buys
 * @param agent the agent that booked it
 * @param accountId who pays
 * @param brandDomain whose products are advertised
 * @param buyerRef the buyer's own name for it
 * @param poNumber the purchase order that it belongs to
 * @param currency the currency of all its packages
 * @param startTime when it begins
 * @param endTime when it ends
 * @param paused whether the buyer has paused it
 * @param canceledAt when it was canceled
 * @param cancellationReason why it was canceled
 * @param revision how often it was written, from 1
 * @param createdAt when it was booked
 * @param updatedAt when it was last changed
 * @param status its status at the time of reading
 */
record MediaBuy(String mediaBuyId, long position, String agent, String accountId, String brandDomain,
		@Nullable String buyerRef, @Nullable String poNumber, String currency, Instant startTime, Instant endTime,
		boolean paused, @Nullable Instant canceledAt, @Nullable String cancellationReason, int revision,
		Instant createdAt, Instant updatedAt, String status) {

	void requireOpenTo(UpdateMediaBuyRequest request) {
		if (isClosed()) {
			boolean cancels = Boolean.TRUE.equals(request.canceled());
			throw Refusal.correctable(cancels ? "NOT_CANCELLABLE" : "INVALID_STATE", "media_buy_id",
					"The media buy is " + this.status + " and can no longer be " + (cancels ? "canceled" : "changed"));
		}
	}

	List<String> validActions() {
		if (isClosed()) {
			return List.of();
		}
		return List.of(this.paused ? "resume" : "pause", "cancel", "update_budget", "update_dates", "update_packages",
				"add_packages", "sync_creatives");
	}

	private boolean isClosed() {
		return this.status.equals("canceled") || this.status.equals("completed");
	}

}
