package io.adcp.spring.verification.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.adcp.spring.verification.demo.Ledgers.AdOrder;
import io.adcp.spring.verification.demo.Ledgers.DeskRow;
import io.adcp.spring.verification.demo.Ledgers.SellerBuy;
import io.adcp.spring.verification.demo.Ledgers.Webhook;

/**
 * What a look into all ledgers says.
 *
 * @param campaigns how many campaigns the desk has
 * @param mediaBuys how many media buys the seller has
 * @param orders how many orders the ad server has
 * @param duplicates how many media buys the seller has beyond the first of a campaign,
 * and how many orders the ad server has beyond the first of a media buy
 * @param replays how many campaigns the desk learnt of by a replay
 * @param webhooks how many events the buyer was told by webhook
 * @param faults each thing that is not as it must be, in a sentence
 */
record Comparison(int campaigns, int mediaBuys, int orders, int duplicates, int replays, int webhooks,
		List<String> faults) {

	/**
	 * Compare.
	 * @param ledgers what each side has written down
	 * @return the comparison
	 */
	static Comparison of(Ledgers ledgers) {
		List<String> faults = new ArrayList<>();
		Set<String> keys = new HashSet<>();
		for (DeskRow row : ledgers.desk()) {
			compare(row, ledgers.buysOf(row.campaign()), faults);
			if (!keys.add(row.key())) {
				faults.add("%s shares its key with another campaign".formatted(row.campaign()));
			}
		}
		ledgers.seller().forEach((buy) -> compare(buy, ledgers, faults));
		compareOrders(ledgers, faults);
		compareWebhooks(ledgers, faults);
		if (ledgers.unfinishedTasks() != 0) {
			faults.add("%d tasks have not ended at the seller".formatted(ledgers.unfinishedTasks()));
		}
		int replays = (int) ledgers.desk().stream().filter(DeskRow::replayed).count();
		int told = (int) ledgers.webhooks().stream().map(Webhook::event).distinct().count();
		return new Comparison(ledgers.desk().size(), ledgers.seller().size(), ledgers.adServer().size(),
				duplicates(ledgers), replays, told, faults);
	}

	private static int duplicates(Ledgers ledgers) {
		long bought = ledgers.seller().stream().map(SellerBuy::campaign).distinct().count();
		long ordered = ledgers.adServer().stream().map(AdOrder::mediaBuyId).distinct().count();
		return (int) (ledgers.seller().size() - bought + ledgers.adServer().size() - ordered);
	}

	private static void compare(DeskRow row, List<SellerBuy> buys, List<String> faults) {
		if (buys.size() != 1) {
			faults.add("%s has %d media buys at the seller, not 1".formatted(row.campaign(), buys.size()));
		}
		else if (!buys.get(0).mediaBuyId().equals(row.mediaBuyId())) {
			faults.add("%s is %s at the seller, but %s at the desk".formatted(row.campaign(), buys.get(0).mediaBuyId(),
					row.mediaBuyId().isEmpty() ? row.state() : row.mediaBuyId()));
		}
	}

	private static void compare(SellerBuy buy, Ledgers ledgers, List<String> faults) {
		if (ledgers.desk().stream().noneMatch((row) -> row.campaign().equals(buy.campaign()))) {
			faults.add("The seller has %s for a campaign that the desk does not know".formatted(buy.mediaBuyId()));
		}
		int needed = buy.needsOrder() ? 1 : 0;
		List<AdOrder> orders = ledgers.ordersOf(buy.mediaBuyId());
		if (orders.size() != needed) {
			faults.add("%s has %d orders at the ad server, not %d".formatted(buy.campaign(), orders.size(), needed));
		}
		else if (needed == 1 && !buy.isOrderedAs(orders.get(0))) {
			faults.add("%s is %s at the ad server, but %s %s at the seller".formatted(buy.campaign(),
					orders.get(0).orderId(), buy.orderState(), buy.orderId()));
		}
		int told = (int) ledgers.webhooksOf(buy.campaign()).stream().map(Webhook::event).distinct().count();
		if (told != needed) {
			faults.add("%s was told %d times by webhook, not %d".formatted(buy.campaign(), told, needed));
		}
	}

	private static void compareOrders(Ledgers ledgers, List<String> faults) {
		for (AdOrder order : ledgers.adServer()) {
			if (ledgers.seller().stream().noneMatch((buy) -> buy.mediaBuyId().equals(order.mediaBuyId()))) {
				faults.add("The ad server has %s for a media buy that the seller does not have"
					.formatted(order.orderId()));
			}
		}
	}

	private static void compareWebhooks(Ledgers ledgers, List<String> faults) {
		for (Webhook webhook : ledgers.webhooks()) {
			if (webhook.signatureFault() != null) {
				faults.add("A webhook of %s has a signature that is refused: %s".formatted(webhook.campaign(),
						webhook.signatureFault()));
			}
			else if (ledgers.buysOf(webhook.campaign()).stream().noneMatch(webhook::tellsOf)) {
				faults.add("A webhook tells of %s what is not so: %s %s".formatted(webhook.campaign(), webhook.status(),
						webhook.mediaBuyId()));
			}
		}
	}

	boolean isGood() {
		return this.faults.isEmpty();
	}

}
