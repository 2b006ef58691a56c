package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.verification.demo.Ledgers.SellerBuy;
import io.adcp.spring.verification.harness.SellerProcess;

/**
 * The same plan over the same bad line, at a seller that has no keys to tell a repetition
 * by. Nobody dies in it: lost answers are enough.
 *
 * @param campaigns how many campaigns the desk wanted
 * @param boughtOften the campaigns that were bought more than once, and how often
 * @param mediaBuys how many media buys the seller has
 * @param lost how many answers were lost
 */
record CounterExample(int campaigns, Map<String, Integer> boughtOften, int mediaBuys, int lost) {

	/**
	 * Run it.
	 * @param cast who plays
	 * @param folder the folder to work in
	 * @return what came of it
	 */
	static CounterExample run(Cast cast, Path folder) throws IOException, InterruptedException, SQLException {
		Files.createDirectories(folder);
		EveryThirdIsLost events = new EveryThirdIsLost();
		try (LossyProxy wire = new LossyProxy(events, false);
				SellerProcess seller = cast.seller(folder, wire, Map.of())) {
			cast.bookAll(folder, wire, Map.of(), (line) -> false);
		}
		Databases databases = new Databases(folder);
		return of(databases.desk().size(), databases.seller(), events.lost.get());
	}

	static CounterExample of(int campaigns, List<SellerBuy> buys, int lost) {
		Map<String, Integer> often = new TreeMap<>();
		buys.forEach((buy) -> often.merge(buy.campaign(), 1, Integer::sum));
		often.values().removeIf((times) -> times == 1);
		return new CounterExample(campaigns, often, buys.size(), lost);
	}

	int duplicates() {
		return this.mediaBuys - this.campaigns;
	}

	private static final class EveryThirdIsLost implements WireEvents {

		private static final int LOST = 3;

		private final AtomicInteger lost = new AtomicInteger();

		@Override
		public void sent(Buy buy) {
			// Only answers count
		}

		@Override
		public boolean passesOn(Answer answer) {
			boolean passed = answer.number() % LOST != 0;
			if (!passed) {
				this.lost.incrementAndGet();
			}
			return passed;
		}

		@Override
		public void unanswered(Buy buy) {
			// Nobody dies here
		}

	}

}
