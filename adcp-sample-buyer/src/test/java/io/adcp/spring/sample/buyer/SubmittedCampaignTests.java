package io.adcp.spring.sample.buyer;

import java.io.IOException;
import java.nio.file.Path;

import io.adcp.spring.sample.buyer.FakeSeller.Fate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for campaigns that the seller does not book at once.
 */
class SubmittedCampaignTests {

	private static final String CAMPAIGN = """
			{"id": "large", "product_id": "p", "pricing_option_id": "o", "budget": 100000}""";

	private static final String QUICK = "--adcp.client.agents.seller.follow.interval=10ms";

	private static final String AT_MOST = "--adcp.client.agents.seller.follow.max-interval=10ms";

	private final FakeSeller seller = new FakeSeller();

	private final DeskFixture desk;

	SubmittedCampaignTests(@TempDir Path folder) throws IOException {
		this.desk = new DeskFixture(folder, this.seller);
		this.seller.decide((number) -> Fate.SUBMITTED);
	}

	@AfterEach
	void closeSeller() {
		this.seller.close();
	}

	@Test
	void theDeskFollowsItsTaskToTheEnd() throws Exception {
		assertThat(this.desk.run(this.desk.plan(CAMPAIGN), QUICK, AT_MOST)).isZero();
		assertThat(this.desk.stored("large", "state", "media_buy_id")).containsExactly("BOOKED", "mb-1");
		assertThat(this.seller.buys()).hasSize(1);
	}

	@Test
	void aTaskWithoutAnEndLeavesItOpenAndTheNextRunGoesOnWithTheSameCall() throws Exception {
		this.seller.taskStatus("working");
		String plan = this.desk.plan(CAMPAIGN);
		assertThat(this.desk.run(plan, QUICK, AT_MOST, "--adcp.client.agents.seller.follow.deadline=100ms"))
			.isEqualTo(ExitCode.SOME_UNKNOWN.value());
		assertThat(this.desk.stored("large", "state")).containsExactly("OPEN");
		this.seller.taskStatus("completed");
		assertThat(this.desk.run(plan, QUICK, AT_MOST)).isZero();
		assertThat(this.desk.stored("large", "state", "media_buy_id")).containsExactly("BOOKED", "mb-1");
		assertThat(this.seller.buys()).hasSize(2).containsOnly(this.seller.buys().get(0));
	}

	@Test
	void aTaskThatFailsRefusesTheCampaign() throws Exception {
		this.seller.taskStatus("failed");
		assertThat(this.desk.run(this.desk.plan(CAMPAIGN), QUICK, AT_MOST)).isEqualTo(ExitCode.SOME_REFUSED.value());
		assertThat(this.desk.stored("large", "state")).containsExactly("REFUSED");
	}

	@Test
	void theSellerIsAskedToTellTheAgencyWhereItReceivesWebhooks() throws Exception {
		String webhooks = "https://agency.example/webhooks";
		assertThat(this.desk.run(this.desk.plan(CAMPAIGN), QUICK, AT_MOST, "--buyer.webhooks=" + webhooks)).isZero();
		assertThat(this.seller.buys().get(0))
			.contains("\"push_notification_config\":{\"url\":\"%s\",\"operation_id\":\"large\"}".formatted(webhooks));
	}

	@Test
	void withoutSuchAnAddressItIsNotAsked() throws Exception {
		assertThat(this.desk.run(this.desk.plan(CAMPAIGN), QUICK, AT_MOST)).isZero();
		assertThat(this.seller.buys().get(0)).doesNotContain("push_notification_config");
	}

}
