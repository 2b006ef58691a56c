package io.adcp.spring.verification.benchmark;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

import tools.jackson.databind.JsonNode;

/**
 * The work of the handler, which all variants do alike: one media buy, two packages, and
 * an answer of 1.5 KB.
 *
 * @param mediaBuyId the buy's id
 * @param packageIds its packages' ids
 * @param buyerRef what the buyer calls it
 * @param budget the budget
 */
record BookedBuy(UUID mediaBuyId, List<UUID> packageIds, String buyerRef, BigDecimal budget) {

	static final String TABLES = """
			CREATE TABLE media_buy (id uuid PRIMARY KEY, buyer_ref text NOT NULL, budget numeric(12, 2) NOT NULL);
			CREATE TABLE package (id uuid PRIMARY KEY, media_buy_id uuid NOT NULL REFERENCES media_buy (id), budget numeric(12, 2) NOT NULL);
			""";

	static final String INSERT_MEDIA_BUY = "INSERT INTO media_buy (id, buyer_ref, budget) VALUES (?, ?, ?)";

	static final String INSERT_PACKAGES = "INSERT INTO package (id, media_buy_id, budget) VALUES (?, ?, ?), (?, ?, ?)";

	private static final String NOTICE = "Confirmed as ordered; creatives are due five working days before the start. "
		.repeat(7);

	static BookedBuy of(JsonNode request) {
		return new BookedBuy(Ids.next(), List.of(Ids.next(), Ids.next()), request.path("buyer_ref").asString(),
				request.path("total_budget").decimalValue());
	}

	List<Object> mediaBuyParameters() {
		return List.of(this.mediaBuyId, this.buyerRef, this.budget);
	}

	List<Object> packageParameters() {
		BigDecimal half = this.budget.divide(BigDecimal.valueOf(2));
		return List.of(this.packageIds.get(0), this.mediaBuyId, half, this.packageIds.get(1), this.mediaBuyId, half);
	}

	Answer answer() {
		return new Answer(this.mediaBuyId.toString(), this.buyerRef, "pending_creatives", 1, this.budget,
				"2030-05-25T00:00:00Z",
				this.packageIds.stream().map((id) -> new BookedPackage(id.toString(), "active", NOTICE)).toList());
	}

	/**
	 * What the handler answers.
	 */
	record Answer(String mediaBuyId, String buyerRef, String mediaBuyStatus, int revision, BigDecimal totalBudget,
			String creativeDeadline, List<BookedPackage> packages) {
	}

	/**
	 * A package of the answer.
	 */
	record BookedPackage(String packageId, String status, String notice) {
	}

}
