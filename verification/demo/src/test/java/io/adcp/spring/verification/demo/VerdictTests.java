package io.adcp.spring.verification.demo;

import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.demo.Verdict.DeskRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Verdict}: each thing that would be wrong is found.
 */
class VerdictTests {

	private static final List<DeskRow> DESK = List.of(row("a", "key-a", "mb-1"), row("b", "key-b", "mb-2"));

	@Test
	void oneMediaBuyForEachCampaignIsRight() {
		Verdict verdict = Verdict.of(DESK, Map.of("mb-1", "a", "mb-2", "b"));
		assertThat(verdict).isEqualTo(new Verdict(2, 2, 0, 2, List.of()));
	}

	@Test
	void aSecondMediaBuyIsADuplicate() {
		Verdict verdict = Verdict.of(DESK, Map.of("mb-1", "a", "mb-2", "b", "mb-3", "b"));
		assertThat(verdict.duplicates()).isOne();
		assertThat(verdict.faults()).containsExactly("b has 2 media buys at the seller, not 1");
	}

	@Test
	void aCampaignThatWasNeverBoughtIsFound() {
		assertThat(Verdict.of(DESK, Map.of("mb-1", "a")).faults())
			.containsExactly("b has 0 media buys at the seller, not 1");
	}

	@Test
	void anotherIdThanTheSellersIsFound() {
		assertThat(Verdict.of(DESK, Map.of("mb-1", "a", "mb-9", "b")).faults())
			.containsExactly("b is mb-9 at the seller, but mb-2 at the desk");
	}

	@Test
	void aMediaBuyThatNobodyAskedForIsFound() {
		assertThat(Verdict.of(DESK, Map.of("mb-1", "a", "mb-2", "b", "mb-3", "")).faults())
			.containsExactly("The seller has mb-3 for a campaign that the desk does not know");
	}

	@Test
	void aKeyThatIsSharedIsFound() {
		List<DeskRow> desk = List.of(row("a", "key", "mb-1"), row("b", "key", "mb-2"));
		assertThat(Verdict.of(desk, Map.of("mb-1", "a", "mb-2", "b")).faults())
			.containsExactly("b shares its key with another campaign");
	}

	private static DeskRow row(String campaign, String key, String mediaBuyId) {
		return new DeskRow(campaign, key, "BOOKED", mediaBuyId, true);
	}

}
