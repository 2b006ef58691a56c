package io.adcp.spring.verification.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a look into both databases says.
 *
 * @param campaigns how many campaigns the desk has
 * @param mediaBuys how many media buys the seller has
 * @param duplicates how many media buys the seller has beyond the first of a campaign
 * @param replays how many campaigns the desk learnt of by a replay
 * @param faults each thing that is not as it must be, in a sentence
 */
record Comparison(int campaigns, int mediaBuys, int duplicates, int replays, List<String> faults) {

	/**
	 * Compare.
	 * @param desk the desk's campaigns
	 * @param seller the media buys at the seller, by id, with the campaign that each
	 * names
	 * @return the comparison
	 */
	static Comparison of(List<DeskRow> desk, Map<String, String> seller) {
		List<String> faults = new ArrayList<>();
		Set<String> keys = new HashSet<>();
		Set<String> expected = new HashSet<>();
		for (DeskRow row : desk) {
			List<String> ids = seller.keySet().stream().filter((id) -> row.campaign().equals(seller.get(id))).toList();
			if (ids.size() != 1) {
				faults.add("%s has %d media buys at the seller, not 1".formatted(row.campaign(), ids.size()));
			}
			else if (!ids.get(0).equals(row.mediaBuyId())) {
				faults.add("%s is %s at the seller, but %s at the desk".formatted(row.campaign(), ids.get(0),
						row.mediaBuyId()));
			}
			if (!keys.add(row.key())) {
				faults.add("%s shares its key with another campaign".formatted(row.campaign()));
			}
			expected.add(row.campaign());
		}
		seller.forEach((id, campaign) -> {
			if (!expected.contains(campaign)) {
				faults.add("The seller has %s for a campaign that the desk does not know".formatted(id));
			}
		});
		int duplicates = seller.size() - new HashSet<>(seller.values()).size();
		int replays = (int) desk.stream().filter(DeskRow::replayed).count();
		return new Comparison(desk.size(), seller.size(), duplicates, replays, faults);
	}

	/**
	 * One campaign in the desk's database.
	 *
	 * @param campaign its id
	 * @param key the beginning of its idempotency key
	 * @param state what the desk knows of it
	 * @param mediaBuyId the seller's id, or an empty text where the desk has none
	 * @param replayed whether the desk learnt of it by a replay
	 */
	record DeskRow(String campaign, String key, String state, String mediaBuyId, boolean replayed) {
	}

}
