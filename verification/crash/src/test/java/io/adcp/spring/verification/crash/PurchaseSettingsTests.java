package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.adcp.spring.verification.crash.purchaser.BuyerMistake;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PurchaseSettings}.
 */
class PurchaseSettingsTests {

	@Test
	void exactlyAsManyDieAsWanted() {
		for (int kills : new int[] { 0, 1, 15, 38, 200 }) {
			assertThat(all(settings(kills))).hasSize(kills);
		}
	}

	@Test
	void thirtyEightDeathsAreEnoughForOneAtEachPlace() {
		PurchaseSettings settings = settings(38);
		assertThat(all(settings)).extracting(Fate::place)
			.contains("STORED", "SUBMITTED", "FOLLOWED", "IN_LISTENER", "BEFORE_LISTENER_COMMIT",
					"AFTER_LISTENER_COMMIT", "AFTER_SUBMIT", "BEFORE_END", "AFTER_END", "BEFORE_SEND", "AFTER_SEND");
		assertThat(settings.ofBuyersPostgres()).hasSize(5);
	}

	@Test
	void aMistakeComesToLightByDeathsOfBuyersAlone() {
		PurchaseSettings mistaken = settings(38).of(BuyerMistake.ROWS_APART, 1);
		assertThat(all(mistaken)).isNotEmpty()
			.extracting(Fate::place)
			.containsOnly("IN_LISTENER", "BEFORE_LISTENER_COMMIT");
		assertThat(mistaken.ofSeller(0)).isEmpty();
		assertThat(mistaken.ofBuyersPostgres()).isEmpty();
		assertThat(mistaken.finding()).isEqualTo(Finding.ENDED_TWICE);
	}

	private static PurchaseSettings settings(int kills) {
		return new PurchaseSettings(kills, 10, 7, Duration.ofMinutes(1), BuyerMistake.NONE);
	}

	private static List<Fate> all(PurchaseSettings settings) {
		Stream<Fate> buyers = IntStream.range(0, Schedule.BUYERS).mapToObj(settings::ofBuyer).flatMap(List::stream);
		Stream<Fate> sellers = IntStream.range(0, Schedule.SELLERS).mapToObj(settings::ofSeller).flatMap(List::stream);
		return Stream.of(buyers, sellers, settings.ofBuyersPostgres().stream()).flatMap((some) -> some).toList();
	}

}
