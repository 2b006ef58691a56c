package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.List;

import io.adcp.spring.verification.crash.purchaser.BuyerMistake;
import io.adcp.spring.verification.harness.Run;

/**
 * What the run with buyers at its centre can be told by system properties.
 *
 * @param kills how many processes to kill
 * @param deliveries how many forged or repeated webhooks to deliver at least
 * @param seed decides on the order of deaths and on what the wires do
 * @param limit how long the run may take
 * @param mistake the mistake that the buyers make
 */
record PurchaseSettings(int kills, int deliveries, long seed, Duration limit, BuyerMistake mistake) {

	private static final List<String> BUYER_PLACES = List.of("STORED", "SUBMITTED", "FOLLOWED", "IN_LISTENER",
			"BEFORE_LISTENER_COMMIT", "AFTER_LISTENER_COMMIT", Fate.ANYWHERE);

	private static final List<String> SELLER_PLACES = List.of("AFTER_SUBMIT", "BEFORE_END", "AFTER_END", "BEFORE_SEND",
			"AFTER_SEND", Fate.ANYWHERE);

	private static final int LATEST_PASSAGE = 4;

	static PurchaseSettings of(CrashSettings settings) {
		return new PurchaseSettings(settings.kills(), (int) Run.number("adcp.crash.deliveries", 10_000),
				settings.seed(), settings.limit(), BuyerMistake.NONE);
	}

	/**
	 * A short run with buyers that make a mistake.
	 * @param made the mistake
	 * @param number which run of several, each with another seed
	 */
	PurchaseSettings of(BuyerMistake made, int number) {
		return new PurchaseSettings(4, 60, this.seed + number, Duration.ofMinutes(4), made);
	}

	boolean isProof() {
		return this.mistake != BuyerMistake.NONE;
	}

	/** How long purchases may take to end when nothing fails any more. */
	Duration patience() {
		return isProof() ? Duration.ofSeconds(8) : Duration.ofMinutes(2);
	}

	// What a buyer does wrong comes to light by the deaths of buyers alone
	private int ofSellers() {
		return isProof() ? 0 : this.kills / 5;
	}

	private int ofPostgres() {
		return isProof() ? 0 : this.kills * 3 / 20;
	}

	List<Fate> ofBuyer(int number) {
		return rounds().share(1, buyerPlaces(), this.kills - ofSellers() - ofPostgres(), number, Schedule.BUYERS);
	}

	private List<String> buyerPlaces() {
		return switch (this.mistake) {
			case NONE, SIGNATURE_IGNORED -> BUYER_PLACES;
			case ROWS_APART -> List.of("IN_LISTENER", "BEFORE_LISTENER_COMMIT");
			case RESUMPTION_FORGOTTEN -> List.of("STORED");
		};
	}

	List<Fate> ofSeller(int end) {
		return rounds().share(2, SELLER_PLACES, ofSellers(), end, Schedule.SELLERS);
	}

	/** How the receivers' database dies. */
	List<Fate> ofBuyersPostgres() {
		return rounds().share(3, List.of(Fate.ANYWHERE), ofPostgres(), 0, 1);
	}

	private FateDeal rounds() {
		return new FateDeal(this.seed, (place) -> LATEST_PASSAGE);
	}

	/** What must not be zero if buyers make the mistake. */
	Finding finding() {
		return switch (this.mistake) {
			case SIGNATURE_IGNORED -> Finding.FORGED_ACCEPTED;
			case ROWS_APART -> Finding.ENDED_TWICE;
			case NONE, RESUMPTION_FORGOTTEN -> Finding.UNFINISHED;
		};
	}

}
