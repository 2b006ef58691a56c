package io.adcp.spring.verification.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.verification.harness.Run;

/**
 * Looks, when nobody dies any longer, into the databases of buyers and sellers: each
 * purchase must have ended, once, and as the seller knows it.
 */
final class PurchaseJudge {

	private static final int POLL_MILLIS = 500;

	private static final String BUYS = "SELECT po_number, media_buy_id FROM media_buy "
			+ "WHERE order_state IS DISTINCT FROM 'refused'";

	private static final String ENDS = """
			SELECT p.campaign, e.status, COALESCE(e.media_buy_id, ''), e.told_by
			FROM purchase p LEFT JOIN purchase_end e ON e.call_id = p.call_id
			""";

	private static final String OPEN_IN_BOOK = "SELECT COUNT(*) FROM adcp_call WHERE settled_at IS NULL";

	private final PurchaseAttempt attempt;

	private final List<PurchaserSlot> buyers;

	private final Forger forger;

	private FindingLog found = new FindingLog();

	private Map<String, List<End>> purchases = new LinkedHashMap<>();

	PurchaseJudge(PurchaseAttempt attempt, List<PurchaserSlot> buyers, Forger forger) {
		this.attempt = attempt;
		this.buyers = buyers;
		this.forger = forger;
	}

	/**
	 * Judge.
	 * @return the result
	 */
	PurchaseResult judge() throws SQLException, InterruptedException {
		Instant end = Instant.now().plus(this.attempt.settings().patience());
		look();
		while (this.found.count(Finding.UNFINISHED) > 0 && Instant.now().isBefore(end)) {
			TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
			look();
		}
		this.found.addAll(Finding.FORGED_ACCEPTED, this.forger.accepted());
		Run.say("Everybody has died: %s%nEnds were told by: %s", this.attempt.deaths().places(), tellers());
		List<String> others = new ArrayList<>(this.attempt.answers().mismatches());
		this.found.tell();
		others.forEach((fault) -> Run.say("FOUND: %s", fault));
		return new PurchaseResult(this.attempt.deaths().all(), this.purchases.size(), this.forger.deliveries(),
				this.found, others);
	}

	private void look() throws SQLException {
		this.found = new FindingLog();
		this.purchases = new LinkedHashMap<>();
		int open = 0;
		for (PurchaserSlot buyer : this.buyers) {
			readEnds(buyer.database());
			open += (int) buyer.database().count(OPEN_IN_BOOK);
		}
		if (open > 0) {
			this.found.add(Finding.UNFINISHED, "%d calls are still open in the buyers' books", open);
		}
		Map<String, List<String>> buys = buys();
		this.purchases.forEach((campaign, ends) -> compare(campaign, ends, buys.getOrDefault(campaign, List.of())));
		buys.keySet()
			.stream()
			.filter((campaign) -> !this.purchases.containsKey(campaign))
			.forEach((campaign) -> this.found.add(Finding.UNFINISHED, "%s was bought, and its buyer does not know",
					campaign));
	}

	private void readEnds(Database database) throws SQLException {
		try (Connection connection = database.connect();
				ResultSet row = connection.createStatement().executeQuery(ENDS)) {
			while (row.next()) {
				List<End> ends = this.purchases.computeIfAbsent(row.getString(1), (any) -> new ArrayList<>());
				if (row.getString(2) != null) {
					ends.add(new End(row.getString(2), row.getString(3), row.getString(4)));
				}
			}
		}
	}

	private Map<String, List<String>> buys() throws SQLException {
		Map<String, List<String>> buys = new LinkedHashMap<>();
		try (Connection connection = this.attempt.database().connect();
				ResultSet row = connection.createStatement().executeQuery(BUYS)) {
			while (row.next()) {
				buys.computeIfAbsent(row.getString(1), (any) -> new ArrayList<>()).add(row.getString(2));
			}
		}
		return buys;
	}

	private void compare(String campaign, List<End> ends, List<String> buys) {
		if (ends.stream().anyMatch((end) -> Forgery.isForged(end.mediaBuyId()))) {
			this.found.add(Finding.FORGED_ACCEPTED, "%s has ended as somebody has forged: %s", campaign, ends);
		}
		if (ends.size() > 1 || buys.size() > 1) {
			this.found.add(Finding.ENDED_TWICE, "%s has ended as %s, and was bought as %s", campaign, ends, buys);
		}
		List<String> known = ends.stream().filter(End::isBought).map(End::mediaBuyId).distinct().toList();
		if (ends.isEmpty() || !known.equals(buys)) {
			this.found.add(Finding.UNFINISHED, "%s has ended as %s, and was bought as %s", campaign, ends, buys);
		}
	}

	private Map<String, Integer> tellers() {
		Map<String, Integer> tellers = new LinkedHashMap<>();
		this.purchases.values().forEach((ends) -> ends.forEach((end) -> tellers.merge(end.toldBy(), 1, Integer::sum)));
		return tellers;
	}

	/**
	 * The end of a purchase, as its buyer has written it down.
	 *
	 * @param status how it has ended
	 * @param mediaBuyId what was bought, if anything
	 * @param toldBy who has brought the news
	 */
	private record End(String status, String mediaBuyId, String toldBy) {

		boolean isBought() {
			return this.status.equals("completed");
		}

	}

}
