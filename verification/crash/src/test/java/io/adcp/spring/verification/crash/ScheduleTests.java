package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.crash.seller.Mistake;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Schedule}.
 */
class ScheduleTests {

	@Test
	void aSeedGivesTheSameFatesAgain() {
		assertThat(all(200, 7)).isEqualTo(all(200, 7)).isNotEqualTo(all(200, 8));
	}

	@Test
	void exactlyAsManyDieAsWanted() {
		for (int kills : new int[] { 0, 1, 15, 30, 100, 200 }) {
			assertThat(all(kills, 7)).hasSize(kills);
		}
	}

	@Test
	void eachPlaceHasItsShareOfASellersDeaths() {
		Schedule schedule = schedule(200, 7, null);
		Map<String, Long> deaths = Stream.of(schedule.ofSeller(0), schedule.ofSeller(1))
			.flatMap(List::stream)
			.collect(Collectors.groupingBy(Fate::place, Collectors.counting()));
		assertThat(deaths).containsOnlyKeys(Backend.JDBC.sellerPlaces());
		assertThat(deaths.values()).allSatisfy((count) -> assertThat(count).isBetween(4L, 5L));
	}

	@Test
	void thirtyEightDeathsAreEnoughForOneAtEachPlace() {
		assertThat(all(38, 7)).extracting(Fate::place)
			.containsAll(Backend.JDBC.sellerPlaces())
			.contains("STORED", "ANSWERED");
		Schedule schedule = schedule(38, 7, null);
		assertThat(schedule.ofPostgres()).hasSize(5);
		assertThat(schedule.ofAdServer()).hasSize(1);
		assertThat(schedule.ofReceiver()).hasSize(1);
	}

	@Test
	void whatIsOutsideDiesInEachRunOfTwentyDeathsAndMore() {
		assertThat(schedule(200, 7, null).ofAdServer()).hasSize(10);
		assertThat(schedule(200, 7, null).ofReceiver()).hasSize(10);
		assertThat(schedule(19, 7, null).ofReceiver()).isEmpty();
	}

	@Test
	void eachPlaceHasItsShareOfTheBuyersDeaths() {
		Schedule schedule = schedule(200, 7, null);
		assertThat(IntStream.range(0, Schedule.BUYERS)
			.boxed()
			.map(schedule::ofBuyer)
			.flatMap(List::stream)
			.collect(Collectors.groupingBy(Fate::place, Collectors.counting()))
			.values()).hasSize(3).allSatisfy((count) -> assertThat(count).isBetween(16L, 17L));
	}

	@Test
	void ofSellersWithAMistakeOnlySellersDieAndWhereItComesToLight() {
		Schedule schedule = schedule(4, 7, Proof.of(Mistake.RECORD_AFTER_COMMIT));
		assertThat(schedule.places()).containsExactly("seller AFTER_COMMIT");
		assertThat(schedule.ofSeller(0)).hasSize(2);
		assertThat(schedule.ofSeller(1)).hasSize(2);
	}

	@Test
	void aPlaceAtWhichNothingHasDiedIsMissed() {
		Deaths deaths = new Deaths(2);
		deaths.count("seller IN_REPLAY", true);
		deaths.count("seller ANYWHERE", false);
		assertThat(deaths.missing(List.of("seller IN_REPLAY", "buyer STORED"))).containsExactly("buyer STORED");
		assertThat(deaths.done()).isNotDone();
		deaths.count("buyer STORED", true);
		assertThat(deaths.done()).isDone();
	}

	@Test
	void aPlaceThatWasNotReachedInTimeIsTriedSooner() {
		Fate fate = new Fate("IN_REPLAY", 9, Duration.ZERO);
		assertThat(fate.sooner()).isEqualTo(new Fate("IN_REPLAY", 5, Duration.ZERO));
		assertThat(new Fate("IN_REPLAY", 1, Duration.ZERO).sooner().passage()).isOne();
	}

	private static List<Fate> all(int kills, long seed) {
		Schedule schedule = schedule(kills, seed, null);
		Function<Integer, List<Fate>> buyer = schedule::ofBuyer;
		return Stream
			.of(Stream.of(schedule.ofSeller(0), schedule.ofSeller(1), schedule.ofPostgres(), schedule.ofAdServer(),
					schedule.ofReceiver()), IntStream.range(0, Schedule.BUYERS).boxed().map(buyer))
			.flatMap(Function.identity())
			.flatMap(List::stream)
			.toList();
	}

	private static Schedule schedule(int kills, long seed, @Nullable Proof proof) {
		return new Schedule(new CrashSettings(kills, 20_000, seed, Duration.ofMinutes(1), Backend.JDBC, 0, false, proof,
				CampaignKind.MIXED));
	}

}
