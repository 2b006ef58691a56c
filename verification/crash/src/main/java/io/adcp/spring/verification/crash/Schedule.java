package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Who dies where, in rounds: nobody dies at a place for the second time before all other
 * places had their turn. The seed decides on the order within a round, and at which
 * passage it happens.
 */
final class Schedule {

	static final int BUYERS = 4;

	static final int SELLERS = 2;

	private static final List<String> BUYER_PLACES = List.of("STORED", "ANSWERED", Fate.ANYWHERE);

	private static final int LONGEST_DELAY_MILLIS = 30;

	private final CrashSettings settings;

	private final int ofSellers;

	private final int ofBuyers;

	Schedule(CrashSettings settings) {
		this.settings = settings;
		int kills = settings.kills();
		// Nothing but sellers' deaths (and with Redis some of the database's) can buy
		// twice where records and rows are not one commit
		this.ofBuyers = (settings.backend() == Backend.JDBC) ? kills * 2 / 5 : 0;
		this.ofSellers = switch (settings.backend()) {
			// A seller's next start costs most, but each place has its turn
			case JDBC -> Math.max(kills * 3 / 10, Math.min(kills * 3 / 5, Backend.JDBC.sellerPlaces().size()));
			case REDIS -> kills * 9 / 10;
			case BROKEN -> kills;
		};
	}

	List<Fate> ofSeller(int end) {
		return share(1, this.settings.backend().sellerPlaces(), this.ofSellers, end, SELLERS);
	}

	List<Fate> ofBuyer(int number) {
		return share(2, BUYER_PLACES, this.ofBuyers, number, BUYERS);
	}

	List<Fate> ofPostgres() {
		return share(3, List.of(Fate.ANYWHERE), this.settings.kills() - this.ofSellers - this.ofBuyers, 0, 1);
	}

	/** All places at which something has to die. */
	List<String> places() {
		return Stream
			.of(places("seller", this.settings.backend().sellerPlaces(), this.ofSellers),
					places("buyer", BUYER_PLACES, this.ofBuyers),
					places("postgres", List.of(Fate.ANYWHERE), this.settings.kills() - this.ofSellers - this.ofBuyers))
			.flatMap(List::stream)
			.toList();
	}

	private static List<String> places(String who, List<String> places, int kills) {
		return (kills == 0) ? List.of() : places.stream().map((place) -> who + " " + place).toList();
	}

	private List<Fate> share(int kind, List<String> places, int kills, int who, int ofHowMany) {
		Random random = new Random(this.settings.seed() * 31 + kind);
		List<Fate> all = new ArrayList<>();
		while (all.size() < kills) {
			List<String> round = new ArrayList<>(places);
			Collections.shuffle(round, random);
			round.forEach((place) -> all.add(fate(place, random)));
		}
		List<Fate> share = new ArrayList<>();
		for (int i = who; i < kills; i += ofHowMany) {
			share.add(all.get(i));
		}
		return share;
	}

	// A fair part of the run's calls is made between deaths, and the rest in peace
	private Fate fate(String place, Random random) {
		int most = Math.max(10, Math.min(150, this.settings.calls() / this.settings.kills()));
		if (BUYER_PLACES.contains(place) && !place.equals(Fate.ANYWHERE)) {
			// There are more of them, so each comes there less often
			most = most / 2;
		}
		if (place.equals("IN_REPLAY")) {
			most = most / 5;
		}
		return new Fate(place, 1 + random.nextInt(most), Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS)));
	}

}
