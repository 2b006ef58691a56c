package io.adcp.spring.verification.demo;

import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.demo.Comparison.DeskRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Comparison}: each thing that would be wrong is found.
 */
class ComparisonTests {

	private static final List<DeskRow> DESK = List.of(row("a", "key-a", "mb-1"), row("b", "key-b", "mb-2"));

	@Test
	void oneMediaBuyForEachCampaignIsRight() {
		Comparison comparison = Comparison.of(DESK, Map.of("mb-1", "a", "mb-2", "b"));
		assertThat(comparison).isEqualTo(new Comparison(2, 2, 0, 2, List.of()));
	}

	@Test
	void aSecondMediaBuyIsADuplicate() {
		Comparison comparison = Comparison.of(DESK, Map.of("mb-1", "a", "mb-2", "b", "mb-3", "b"));
		assertThat(comparison.duplicates()).isOne();
		assertThat(comparison.faults()).containsExactly("b has 2 media buys at the seller, not 1");
	}

	@Test
	void aCampaignThatWasNeverBoughtIsFound() {
		assertThat(Comparison.of(DESK, Map.of("mb-1", "a")).faults())
			.containsExactly("b has 0 media buys at the seller, not 1");
	}

	@Test
	void anotherIdThanTheSellersIsFound() {
		assertThat(Comparison.of(DESK, Map.of("mb-1", "a", "mb-9", "b")).faults())
			.containsExactly("b is mb-9 at the seller, but mb-2 at the desk");
	}

	@Test
	void aMediaBuyThatNobodyAskedForIsFound() {
		assertThat(Comparison.of(DESK, Map.of("mb-1", "a", "mb-2", "b", "mb-3", "")).faults())
			.containsExactly("The seller has mb-3 for a campaign that the desk does not know");
	}

	@Test
	void aKeyThatIsSharedIsFound() {
		List<DeskRow> desk = List.of(row("a", "key", "mb-1"), row("b", "key", "mb-2"));
		assertThat(Comparison.of(desk, Map.of("mb-1", "a", "mb-2", "b")).faults())
			.containsExactly("b shares its key with another campaign");
	}

	private static DeskRow row(String campaign, String key, String mediaBuyId) {
		return new DeskRow(campaign, key, "BOOKED", mediaBuyId, true);
	}

}
