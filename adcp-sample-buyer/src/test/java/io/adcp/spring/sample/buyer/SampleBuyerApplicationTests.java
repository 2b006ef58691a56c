package io.adcp.spring.sample.buyer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.sample.buyer.FakeSeller.Fate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/**
 * Tests for the desk as a whole, against a seller that loses, delays and refuses.
 */
@ExtendWith(OutputCaptureExtension.class)
class SampleBuyerApplicationTests {

	private static final String GOOD = """
			{"id": "good", "product_id": "p", "pricing_option_id": "o", "budget": 100.50}""";

	private static final String ALSO_GOOD = """
			{"id": "also-good", "product_id": "p", "pricing_option_id": "o", "budget": 200}""";

	private static final String BAD = """
			{"id": "bad", "product_id": "no-such-product", "pricing_option_id": "o", "budget": 300}""";

	private static final String MENDED = """
			{"id": "bad", "product_id": "p", "pricing_option_id": "o", "budget": 300}""";

	private final FakeSeller seller = new FakeSeller();

	private final DeskFixture desk;

	SampleBuyerApplicationTests(@TempDir Path folder) throws IOException {
		this.desk = new DeskFixture(folder, this.seller);
	}

	@AfterEach
	void closeSeller() {
		this.seller.close();
	}

	@Test
	void thePlanThatShipsIsBookedAndASecondRunSendsNothing(CapturedOutput output) throws Exception {
		assertThat(this.desk.run()).isZero();
		assertThat(this.seller.mediaBuys()).hasSize(20);
		assertThat(output).contains("20 campaigns: 20 booked, 0 refused, 0 unknown");
		assertThat(this.desk.run()).isZero();
		assertThat(this.seller.buys()).hasSize(20);
		assertThat(this.desk.storedInAll("media_buy_id"))
			.containsExactlyInAnyOrderElementsOf(this.seller.mediaBuys().values());
		assertThat(output).contains("booked before");
	}

	@Test
	void aLostAnswerIsAskedForAgainWithTheVerySameRequest(CapturedOutput output) throws Exception {
		this.seller.decide((number) -> (number % 3 == 0) ? Fate.LOST : Fate.ANSWERED);
		assertThat(this.desk.run()).isZero();
		assertThat(this.seller.mediaBuys()).hasSize(20);
		assertThat(this.seller.buys()).hasSize(29);
		assertThat(new HashSet<>(this.seller.buys())).hasSize(20);
		assertThat(output).contains("Attempts: 29, of them replays: 9.");
		assertThat(this.desk.stored("outdoor-03", "attempts", "replayed")).containsExactly("2", "true");
	}

	@Test
	void theCallIsStoredBeforeTheSellerHearsOfIt() throws Exception {
		List<AdcpCall> stored = new CopyOnWriteArrayList<>();
		this.seller.onBuy((number) -> stored.add(this.desk.call("good")));
		assertThat(this.desk.run(this.desk.plan(GOOD))).isZero();
		assertThat(stored).hasSize(1);
		String arguments = new String(stored.get(0).arguments(), StandardCharsets.UTF_8);
		assertThat(this.seller.buys()).singleElement(STRING).contains(arguments);
	}

	@Test
	void keysAndRequestsAreEncryptedAndGoneOnceTheCampaignIsBooked() throws Exception {
		this.seller.decide((number) -> Fate.LOST);
		this.desk.run(this.desk.plan(GOOD));
		assertThat(this.desk.bytesInBook()).singleElement(STRING)
			.startsWith("adcp1:test:")
			.doesNotContain("acme.example", this.desk.call("good").idempotencyKey());
		this.seller.decide((number) -> Fate.ANSWERED);
		this.desk.run(this.desk.plan(GOOD));
		assertThat(this.desk.bytesInBook()).isEmpty();
	}

	@Test
	void aRefusedCampaignIsNamedWithTheSellersErrorAndTheOthersAreBooked(CapturedOutput output) throws Exception {
		assertThat(this.desk.run(this.desk.plan(GOOD, BAD, ALSO_GOOD))).isEqualTo(3);
		assertThat(this.seller.mediaBuys()).hasSize(2);
		assertThat(output).contains("bad: PRODUCT_NOT_FOUND: There is no such product (field: packages[0].product_id)")
			.contains("3 campaigns: 2 booked, 1 refused, 0 unknown");
	}

	@Test
	void aRefusedCampaignThatWasMendedIsBookedUnderTheSameKey() throws Exception {
		this.desk.run(this.desk.plan(GOOD, BAD));
		String key = this.desk.call("bad").idempotencyKey();
		assertThat(this.desk.run(this.desk.plan(GOOD, MENDED))).isZero();
		assertThat(this.desk.stored("bad", "state")).containsExactly("BOOKED");
		assertThat(this.seller.mediaBuys()).hasSize(2).containsKey(key);
	}

	@Test
	void whatWasSentIsSettledBeforeTheChangedPlanIsLookedAt(CapturedOutput output) throws Exception {
		this.seller.decide((number) -> Fate.LOST);
		assertThat(this.desk.run(this.desk.plan(GOOD))).isEqualTo(4);
		assertThat(output).contains("good: unknown");
		this.seller.decide((number) -> Fate.ANSWERED);
		assertThat(this.desk.run(this.desk.plan(GOOD.replace("100.50", "999")))).isZero();
		assertThat(this.seller.mediaBuys()).hasSize(1);
		assertThat(new HashSet<>(this.seller.buys())).as("the same bytes in both runs").hasSize(1);
		assertThat(output).contains("booked, as first planned");
	}

	@Test
	void aChangedCampaignWhoseFirstVersionTurnsOutToBeRefusedIsBookedAsPlannedNow() throws Exception {
		this.seller.decide((number) -> Fate.UNAVAILABLE);
		assertThat(this.desk.run(this.desk.plan(BAD))).isEqualTo(4);
		this.seller.decide((number) -> Fate.ANSWERED);
		assertThat(this.desk.run(this.desk.plan(MENDED))).isZero();
		assertThat(this.seller.mediaBuys()).hasSize(1);
	}

	@Test
	void aSellerThatIsNotThereCostsAFewCampaignsTheirPatienceAndNoneItsKey(CapturedOutput output) throws Exception {
		this.seller.decide((number) -> Fate.UNAVAILABLE);
		assertThat(this.desk.run()).isEqualTo(4);
		assertThat(this.seller.buys()).as("two campaigns, three attempts each").hasSize(6);
		assertThat(output).contains("outdoor-20: not sent").contains("0 booked, 0 refused, 20 unknown or not sent");
		List<String> keys = this.desk.storedInAll("campaign_id")
			.stream()
			.map((campaign) -> this.desk.call(campaign).idempotencyKey())
			.toList();
		this.seller.decide((number) -> Fate.ANSWERED);
		assertThat(this.desk.run()).isZero();
		assertThat(this.seller.mediaBuys().keySet()).containsExactlyInAnyOrderElementsOf(keys).hasSize(20);
	}

	@Test
	void whatWasBookedBeforeIsNoSignThatTheSellerIsThere() throws Exception {
		this.desk.run(this.desk.plan(GOOD));
		this.seller.decide((number) -> Fate.UNAVAILABLE);
		String[] unbooked = IntStream.range(0, 4)
			.mapToObj((number) -> ALSO_GOOD.replace("good", number + ""))
			.toArray(String[]::new);
		assertThat(this.desk.run(this.desk.plan(unbooked[0], unbooked[1], GOOD, unbooked[2], unbooked[3])))
			.isEqualTo(4);
		assertThat(this.seller.buys()).as("one, then two with three attempts each").hasSize(7);
	}

	@Test
	void refusedCredentialsSayNothingOfWhatWasSentBefore(CapturedOutput output) throws Exception {
		this.seller.decide((number) -> Fate.LOST);
		this.desk.run(this.desk.plan(GOOD));
		this.seller.refuseCredentials(true);
		assertThat(this.desk.run(this.desk.plan(GOOD))).isEqualTo(4);
		assertThat(output).contains("good: unknown, AUTH_INVALID").doesNotContain("good: refused");
		this.seller.refuseCredentials(false);
		this.seller.decide((number) -> Fate.ANSWERED);
		assertThat(this.desk.run(this.desk.plan(GOOD))).isZero();
		assertThat(this.seller.mediaBuys()).hasSize(1);
	}

	@Test
	void aPlanThatIsNoneEndsInASentenceAndNothingIsSent(CapturedOutput output) throws Exception {
		String plan = this.desk.plan(GOOD, "{");
		assertThat(this.desk.run(plan)).isEqualTo(2);
		assertThat(this.seller.buys()).isEmpty();
		assertThat(output.getAll()
			.lines()
			.filter((line) -> line.contains("The plan '" + plan + "' cannot be used: line 2"))).hasSize(1);
		assertThat(output).doesNotContain("Exception");
	}

	@Test
	void onePlanAtATime(CapturedOutput output) {
		assertThat(this.desk.run("a.json", "b.json")).isEqualTo(2);
		assertThat(output).contains("One plan at a time, please: a.json, b.json were given.");
	}

	@Test
	void noWholeKeyIsShown(CapturedOutput output) throws Exception {
		this.seller.decide((number) -> (number % 2 == 0) ? Fate.LOST : Fate.ANSWERED);
		this.desk.run(this.desk.plan(GOOD, BAD, ALSO_GOOD));
		for (String key : this.seller.mediaBuys().keySet()) {
			assertThat(output).contains(key.substring(0, 8)).doesNotContain(key.substring(0, 9));
		}
	}

}
