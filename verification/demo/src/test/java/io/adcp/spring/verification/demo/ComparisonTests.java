package io.adcp.spring.verification.demo;

import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.demo.Ledgers.AdOrder;
import io.adcp.spring.verification.demo.Ledgers.DeskRow;
import io.adcp.spring.verification.demo.Ledgers.SellerBuy;
import io.adcp.spring.verification.demo.Ledgers.Webhook;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Comparison}: each thing that would be wrong is found.
 */
class ComparisonTests {

	private final List<DeskRow> desk = new ArrayList<>(List.of(row("a", "key-a", "mb-1"), row("b", "key-b", "mb-2")));

	// The first is small, the second was ordered at the ad server
	private final List<SellerBuy> seller = new ArrayList<>(
			List.of(new SellerBuy("mb-1", "a", null, null), new SellerBuy("mb-2", "b", "ordered", "order-2")));

	private final List<AdOrder> adServer = new ArrayList<>(List.of(new AdOrder("order-2", "mb-2")));

	private final List<Webhook> webhooks = new ArrayList<>(
			List.of(new Webhook("b", "event-2", "completed", "mb-2", null)));

	private long unfinishedTasks;

	@Test
	void oneMediaBuyForEachCampaignAndOneOrderAndWebhookForTheLargeOneIsRight() {
		assertThat(comparison()).isEqualTo(new Comparison(2, 2, 1, 0, 2, 1, List.of()));
	}

	@Test
	void aSecondMediaBuyIsADuplicate() {
		this.seller.add(new SellerBuy("mb-3", "a", null, null));
		assertThat(comparison().duplicates()).isOne();
		assertThat(comparison().faults()).containsExactly("a has 2 media buys at the seller, not 1");
	}

	@Test
	void aCampaignThatWasNeverBoughtIsFound() {
		this.seller.remove(0);
		assertThat(comparison().faults()).containsExactly("a has 0 media buys at the seller, not 1");
	}

	@Test
	void anotherIdThanTheSellersIsFound() {
		this.desk.set(0, row("a", "key-a", "mb-9"));
		assertThat(comparison().faults()).containsExactly("a is mb-1 at the seller, but mb-9 at the desk");
	}

	@Test
	void aMediaBuyThatNobodyAskedForIsFound() {
		this.seller.add(new SellerBuy("mb-3", "", null, null));
		assertThat(comparison().faults())
			.containsExactly("The seller has mb-3 for a campaign that the desk does not know");
	}

	@Test
	void aKeyThatIsSharedIsFound() {
		this.desk.set(1, row("b", "key-a", "mb-2"));
		assertThat(comparison().faults()).containsExactly("b shares its key with another campaign");
	}

	@Test
	void anOrderThatIsThereTwiceIsADuplicate() {
		this.adServer.add(new AdOrder("order-3", "mb-2"));
		assertThat(comparison().duplicates()).isOne();
		assertThat(comparison().faults()).containsExactly("b has 2 orders at the ad server, not 1");
	}

	@Test
	void aLargeBuyWithoutAnOrderIsFound() {
		this.adServer.clear();
		assertThat(comparison().faults()).containsExactly("b has 0 orders at the ad server, not 1");
	}

	@Test
	void anOrderForASmallBuyIsFound() {
		this.adServer.add(new AdOrder("order-3", "mb-1"));
		assertThat(comparison().faults()).containsExactly("a has 1 orders at the ad server, not 0");
	}

	@Test
	void anOrderThatTheSellerHasNotWrittenDownIsFound() {
		this.seller.set(1, new SellerBuy("mb-2", "b", "waiting", null));
		assertThat(comparison().faults())
			.containsExactly("b is order-2 at the ad server, but waiting null at the seller");
	}

	@Test
	void anOrderForNobodysMediaBuyIsFound() {
		this.adServer.add(new AdOrder("order-3", "mb-9"));
		assertThat(comparison().faults())
			.containsExactly("The ad server has order-3 for a media buy that the seller does not have");
	}

	@Test
	void aTaskThatHasNotEndedIsFound() {
		this.unfinishedTasks = 1;
		assertThat(comparison().faults()).containsExactly("1 tasks have not ended at the seller");
	}

	@Test
	void aWebhookThatIsMissingIsFound() {
		this.webhooks.clear();
		assertThat(comparison().faults()).containsExactly("b was told 0 times by webhook, not 1");
	}

	@Test
	void oneEventMayComeTwiceButNotTwoEvents() {
		this.webhooks.add(this.webhooks.get(0));
		assertThat(comparison().faults()).isEmpty();
		this.webhooks.add(new Webhook("b", "event-3", "completed", "mb-2", null));
		assertThat(comparison().faults()).containsExactly("b was told 2 times by webhook, not 1");
	}

	@Test
	void aWebhookWhoseSignatureIsRefusedIsFound() {
		this.webhooks.set(0, new Webhook("b", "event-2", "completed", "mb-2", "webhook_signature_invalid"));
		assertThat(comparison().faults())
			.containsExactly("A webhook of b has a signature that is refused: webhook_signature_invalid");
	}

	@Test
	void aWebhookThatTellsOfAnotherMediaBuyIsFound() {
		this.webhooks.set(0, new Webhook("b", "event-2", "completed", "mb-9", null));
		assertThat(comparison().faults()).containsExactly("A webhook tells of b what is not so: completed mb-9");
	}

	private Comparison comparison() {
		return Comparison.of(new Ledgers(this.desk, this.seller, this.adServer, this.webhooks, this.unfinishedTasks));
	}

	private static DeskRow row(String campaign, String key, String mediaBuyId) {
		return new DeskRow(campaign, key, "BOOKED", mediaBuyId, true);
	}

}
