package io.adcp.spring.verification.demo;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What each side has written down.
 *
 * @param desk the desk's campaigns
 * @param seller the seller's media buys
 * @param adServer the ad server's orders
 * @param webhooks the webhooks that the buyer has accepted
 * @param unfinishedTasks how many tasks at the seller have not ended
 */
record Ledgers(List<DeskRow> desk, List<SellerBuy> seller, List<AdOrder> adServer, List<Webhook> webhooks,
		long unfinishedTasks) {

	List<SellerBuy> buysOf(String campaign) {
		return this.seller.stream().filter((buy) -> buy.campaign().equals(campaign)).toList();
	}

	List<AdOrder> ordersOf(String mediaBuyId) {
		return this.adServer.stream().filter((order) -> order.mediaBuyId().equals(mediaBuyId)).toList();
	}

	List<Webhook> webhooksOf(String campaign) {
		return this.webhooks.stream().filter((webhook) -> webhook.campaign().equals(campaign)).toList();
	}

	String campaignOf(String mediaBuyId) {
		return this.seller.stream()
			.filter((buy) -> buy.mediaBuyId().equals(mediaBuyId))
			.map(SellerBuy::campaign)
			.findFirst()
			.orElse("?");
	}

	/**
	 * One campaign in the desk's database.
	 *
	 * @param campaign its id
	 * @param key its idempotency key
	 * @param state what the desk knows of it
	 * @param mediaBuyId the seller's id, or an empty text where the desk has none
	 * @param replayed whether the desk learnt of it by a replay
	 */
	record DeskRow(String campaign, String key, String state, String mediaBuyId, boolean replayed) {

		String shownKey() {
			return this.key.substring(0, Math.min(8, this.key.length()));
		}

	}

	/**
	 * One media buy in the seller's database.
	 *
	 * @param mediaBuyId its id
	 * @param campaign the campaign, which the desk sent as {@code po_number}
	 * @param orderState where its order stands, {@code null} for a buy that needs none
	 * @param orderId the ad server's id of the order
	 */
	record SellerBuy(String mediaBuyId, String campaign, @Nullable String orderState, @Nullable String orderId) {

		boolean needsOrder() {
			return this.orderState != null;
		}

		boolean isOrderedAs(AdOrder order) {
			return "ordered".equals(this.orderState) && Objects.equals(this.orderId, order.orderId());
		}

	}

	/**
	 * One order in the ad server's store.
	 *
	 * @param orderId its id
	 * @param mediaBuyId the media buy that it was placed for
	 */
	record AdOrder(String orderId, String mediaBuyId) {
	}

	/**
	 * One webhook that the buyer has accepted.
	 *
	 * @param campaign the campaign, which the webhook names as its operation
	 * @param event the event that it tells, the same however often it comes
	 * @param status how the task has ended
	 * @param mediaBuyId the media buy that it tells of
	 * @param signatureFault why its signature is refused, or {@code null}
	 */
	record Webhook(String campaign, String event, String status, String mediaBuyId, @Nullable String signatureFault) {

		boolean tellsOf(SellerBuy buy) {
			return this.status.equals("completed") && this.mediaBuyId.equals(buy.mediaBuyId());
		}

	}

}
