package io.adcp.spring.verification.demo;

import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.demo.Ledgers.AdOrder;
import io.adcp.spring.verification.demo.Ledgers.DeskRow;
import io.adcp.spring.verification.demo.Ledgers.SellerBuy;
import io.adcp.spring.verification.demo.Ledgers.Webhook;

/**
 * All ledgers side by side, a campaign a row.
 */
final class SideBySide {

	static final List<String> HEAD = List.of("campaign", "desk: key", "desk: media buy", "seller: media buy",
			"seller: order", "ad server: order", "webhook");

	private static final int SHOWN = 16;

	private final Ledgers ledgers;

	SideBySide(Ledgers ledgers) {
		this.ledgers = ledgers;
	}

	/**
	 * Return the rows.
	 * @return as many cells in each as {@link #HEAD} has
	 */
	List<List<String>> rows() {
		return this.ledgers.desk().stream().map(this::row).toList();
	}

	private List<String> row(DeskRow row) {
		List<SellerBuy> buys = this.ledgers.buysOf(row.campaign());
		List<AdOrder> orders = buys.stream()
			.flatMap((buy) -> this.ledgers.ordersOf(buy.mediaBuyId()).stream())
			.toList();
		return List.of(row.campaign(), row.shownKey(),
				row.mediaBuyId().isEmpty() ? row.state() : shorten(row.mediaBuyId()),
				joined(buys.stream().map(SellerBuy::mediaBuyId).toList()),
				joined(buys.stream()
					.filter(SellerBuy::needsOrder)
					.map((buy) -> (buy.orderId() != null) ? buy.orderId() : String.valueOf(buy.orderState()))
					.toList()),
				joined(orders.stream().map(AdOrder::orderId).toList()),
				joined(this.ledgers.webhooksOf(row.campaign()).stream().map(Webhook::status).distinct().toList()));
	}

	private static String joined(List<String> texts) {
		return texts.isEmpty() ? "-" : String.join(", ", texts.stream().map(SideBySide::shorten).toList());
	}

	// Enough to see that two are the same
	private static String shorten(String id) {
		return (id.length() > SHOWN) ? id.substring(0, SHOWN) : id;
	}

	/**
	 * Return the table as text.
	 * @return its lines, the head first
	 */
	List<String> lines() {
		List<List<String>> all = new ArrayList<>(List.of(HEAD));
		all.addAll(rows());
		List<String> lines = new ArrayList<>();
		for (List<String> row : all) {
			StringBuilder line = new StringBuilder();
			for (int column = 0; column < row.size(); column++) {
				line.append(("%-" + width(all, column) + "s  ").formatted(row.get(column)));
			}
			lines.add(line.toString().stripTrailing());
		}
		return lines;
	}

	private static int width(List<List<String>> rows, int column) {
		return rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(1);
	}

}
