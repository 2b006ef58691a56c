package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Deals out fates in rounds: nothing dies at a place for the second time before all other
 * places had their turn. The seed decides on the order within a round, and at which
 * passage it happens.
 *
 * @param seed the run's seed
 * @param latestPassage the latest passage of a place at which it happens
 */
record FateDeal(long seed, ToIntFunction<String> latestPassage) {

	private static final int LONGEST_DELAY_MILLIS = 30;

	/**
	 * Return one's share of the fates.
	 * @param kind tells these fates from others of the same seed
	 * @param places where to die
	 * @param kills how many fates there are in all
	 * @param who whose share
	 * @param ofHowMany how many share them
	 */
	List<Fate> share(int kind, List<String> places, int kills, int who, int ofHowMany) {
		Random random = new Random(this.seed * 31 + kind);
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

	private Fate fate(String place, Random random) {
		return new Fate(place, 1 + random.nextInt(this.latestPassage.applyAsInt(place)),
				Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS)));
	}

}
