package io.adcp.spring.verification.crash;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who dies where, in {@link FateDeal}.
 */
final class Schedule {

	static final int BUYERS = 4;

	static final int SELLERS = 2;

	private static final List<String> BUYER_PLACES = List.of("STORED", "ANSWERED", Fate.ANYWHERE);

	private static final List<String> ANYWHERE = List.of(Fate.ANYWHERE);

	// Not every call comes there: one in so many
	private static final Map<String, Integer> RARE = Map.ofEntries(Map.entry("IN_REPLAY", 5),
			Map.entry("BEFORE_OPEN", 10), Map.entry("AFTER_OPEN", 10), Map.entry("BEFORE_SETTLE", 10),
			Map.entry("BEFORE_NOTE", 4), Map.entry("AFTER_NOTE", 4), Map.entry("IN_CALL", 4),
			Map.entry("AFTER_CALL", 4), Map.entry("AFTER_SUBMIT", 5), Map.entry("IN_WORK", 5),
			Map.entry("BEFORE_END", 5), Map.entry("AFTER_END", 5), Map.entry("BEFORE_SEND", 5),
			Map.entry("AFTER_SEND", 5),
			// There are more buyers, so each comes there less often
			Map.entry("STORED", 2), Map.entry("ANSWERED", 2));

	private final CrashSettings settings;

	private final int ofSellers;

	private final int ofBuyers;

	private final int ofOutside;

	private final int ofPostgres;

	Schedule(CrashSettings settings) {
		this.settings = settings;
		int kills = settings.kills();
		// A mistake comes to light by sellers' deaths alone, and so does the gap of Redis
		boolean everybody = settings.proof() == null && settings.backend() == Backend.JDBC;
		this.ofBuyers = everybody ? kills / 4 : 0;
		this.ofOutside = everybody ? kills / 20 : 0;
		this.ofSellers = everybody ? ofSellers(kills) : (settings.proof() != null) ? kills : kills * 9 / 10;
		this.ofPostgres = kills - this.ofSellers - this.ofBuyers - 2 * this.ofOutside;
	}

	// A seller's next start costs most, but each place has its turn
	private int ofSellers(int kills) {
		return Math.max(kills * 45 / 100, Math.min(kills * 3 / 5, this.settings.sellerPlaces().size()));
	}

	List<Fate> ofSeller(int end) {
		return share(1, this.settings.sellerPlaces(), this.ofSellers, end, SELLERS);
	}

	List<Fate> ofBuyer(int number) {
		return share(2, BUYER_PLACES, this.ofBuyers, number, BUYERS);
	}

	List<Fate> ofPostgres() {
		return share(3, ANYWHERE, this.ofPostgres, 0, 1);
	}

	List<Fate> ofAdServer() {
		return share(4, ANYWHERE, this.ofOutside, 0, 1);
	}

	List<Fate> ofReceiver() {
		return share(5, ANYWHERE, this.ofOutside, 0, 1);
	}

	/** All places at which something has to die. */
	List<String> places() {
		return Stream
			.of(places("seller", this.settings.sellerPlaces(), this.ofSellers),
					places("buyer", BUYER_PLACES, this.ofBuyers), places("postgres", ANYWHERE, this.ofPostgres),
					places("ad server", ANYWHERE, this.ofOutside), places("receiver", ANYWHERE, this.ofOutside))
			.flatMap(List::stream)
			.toList();
	}

	private static List<String> places(String who, List<String> places, int kills) {
		return (kills == 0) ? List.of() : places.stream().map((place) -> who + " " + place).toList();
	}

	private List<Fate> share(int kind, List<String> places, int kills, int who, int ofHowMany) {
		return new FateDeal(this.settings.seed(), this::latestPassage).share(kind, places, kills, who, ofHowMany);
	}

	// A fair part of the run's calls is made between deaths, and the rest in peace
	private int latestPassage(String place) {
		int most = Math.max(10, Math.min(150, this.settings.calls() / this.settings.kills()));
		return Math.max(1, most / RARE.getOrDefault(place, 1));
	}

}
