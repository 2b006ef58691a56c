package io.adcp.spring.sample.seller.mediabuy;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import io.adcp.spring.sample.seller.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

import static io.adcp.spring.sample.seller.MediaBuyRequests.ACCOUNT;
import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

@SellerTest
class UpdateMediaBuyTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Autowired
	@Qualifier("harbor")
	private SellerClient harbor;

	@Autowired
	private TestClock clock;

	private Answer buy;

	@BeforeEach
	void book() {
		this.buy = this.pinnacle.call("create_media_buy", create(""));
		assertThat(this.buy.error()).isFalse();
	}

	@AfterEach
	void resetClock() {
		this.clock.set(TestClock.START);
	}

	@Test
	void aBuyCanPauseAndGoOn() {
		giveItACreative();
		this.clock.set(Instant.parse("2030-06-02T00:00:00Z"));
		assertThat(read().text("/media_buys/0/status")).isEqualTo("active");
		Answer paused = update("'paused': true");
		assertThat(paused.text("/status")).isEqualTo("paused");
		assertThat(paused.body().at("/revision").asInt()).isEqualTo(3);
		assertThat(paused.body().at("/valid_actions").toString()).contains("resume");
		Answer resumed = update("'paused': false");
		assertThat(resumed.text("/status")).isEqualTo("active");
		assertThat(resumed.body().at("/revision").asInt()).isEqualTo(4);
	}

	@Test
	void aBuyThatIsPausedBeforeItCanRunIsPausedWhenItWould() {
		Answer paused = update("'paused': true");
		assertThat(paused.text("/status")).isEqualTo("pending_creatives");
		assertThat(paused.body().at("/valid_actions").toString()).contains("resume");
		giveItACreative();
		assertThat(read().text("/media_buys/0/status")).isEqualTo("pending_start");
		this.clock.set(Instant.parse("2030-06-02T00:00:00Z"));
		assertThat(read().text("/media_buys/0/status")).isEqualTo("paused");
	}

	@Test
	void goalsThatTheSellerWouldIgnoreAreRefused() {
		String goals = "'optimization_goals': [{'kind': 'metric', 'metric': 'reach'}]}";
		String changed = "{'package_id': '%s', ".formatted(packageId()) + goals;
		assertThat(update("'packages': [" + changed + "]").codeAndField())
			.isEqualTo("INVALID_REQUEST packages[0].optimization_goals");
		String booked = "{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 5000, "
				+ goals;
		assertThat(this.pinnacle.call("create_media_buy", create("", booked)).codeAndField())
			.isEqualTo("INVALID_REQUEST packages[0].optimization_goals");
	}

	@Test
	void aPackagesBudgetCanChange() {
		Answer answer = update("'packages': [{'package_id': '%s', 'budget': 7500.50}]".formatted(packageId()));
		assertThat(answer.body().at("/affected_packages/0/budget").decimalValue()).isEqualByComparingTo("7500.50");
		assertThat(read().body().at("/media_buys/0/total_budget").decimalValue()).isEqualByComparingTo("7500.50");
	}

	@Test
	void packagesCanBeAdded() {
		Answer answer = update("""
				'new_packages': [
					{'product_id': 'video-preroll', 'pricing_option_id': 'cpm-usd', 'budget': 1000}]""");
		assertThat(answer.body().at("/affected_packages")).hasSize(1);
		assertThat(read().body().at("/media_buys/0/packages")).hasSize(2);
		assertThat(read().body().at("/media_buys/0/total_budget").decimalValue()).isEqualByComparingTo("6000");
	}

	@Test
	void packagesOfAnotherCurrencyCannotBeAdded() {
		assertThat(update("""
				'new_packages': [
					{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-eur', 'budget': 1000}]""")
			.codeAndField()).isEqualTo("INVALID_REQUEST new_packages[0].pricing_option_id");
	}

	@Test
	void aRequestCannotKeepTheSellerBusyWithPackagesWithoutEnd() {
		String one = "{'package_id': '%s', 'budget': 5000},".formatted(packageId()).repeat(101);
		assertThat(update("'packages': [" + one.substring(0, one.length() - 1) + "]").codeAndField())
			.isEqualTo("VALIDATION_ERROR packages");
	}

	@Test
	void theFlightCanMove() {
		assertThat(update("'start_time': '2030-07-01T00:00:00Z', 'end_time': '2030-07-31T00:00:00Z'").error())
			.isFalse();
		assertThat(read().text("/media_buys/0/start_time")).isEqualTo("2030-07-01T00:00:00Z");
		assertThat(update("'end_time': '2030-06-01T00:00:00Z'").codeAndField()).isEqualTo("INVALID_REQUEST end_time");
	}

	@Test
	void aCanceledBuyStaysCanceled() {
		Answer canceled = update("'canceled': true, 'cancellation_reason': 'rain'");
		assertThat(canceled.text("/status")).isEqualTo("canceled");
		assertThat(read().text("/media_buys/0/cancellation/reason")).isEqualTo("rain");
		assertThat(update("'paused': false").codeAndField()).isEqualTo("INVALID_STATE media_buy_id");
		assertThat(update("'canceled': true").codeAndField()).isEqualTo("NOT_CANCELLABLE media_buy_id");
	}

	@Test
	void aCompletedBuyCannotBeChanged() {
		this.clock.set(Instant.parse("2030-07-01T00:00:00Z"));
		assertThat(read().text("/media_buys/0/status")).isEqualTo("completed");
		assertThat(update("'paused': true").codeAndField()).isEqualTo("INVALID_STATE media_buy_id");
	}

	@Test
	void anOutdatedRevisionIsAConflict() {
		assertThat(update("'revision': 1, 'paused': true").error()).isFalse();
		assertThat(update("'revision': 1, 'paused': false").codeAndField()).isEqualTo("CONFLICT revision");
	}

	@Test
	void aRepetitionChangesNothing() {
		String key = UUID.randomUUID().toString();
		String request = request("'paused': true");
		this.pinnacle.call("update_media_buy", key, request);
		Answer second = this.pinnacle.call("update_media_buy", key, request);
		assertThat(second.body().at("/replayed").asBoolean(false)).isTrue();
		assertThat(second.body().at("/revision").asInt()).isEqualTo(2);
		assertThat(read().body().at("/media_buys/0/revision").asInt()).isEqualTo(2);
	}

	@Test
	void whatOnePackageLacksLeavesAllAsItWas() {
		assertThat(update("'paused': true, 'packages': [{'package_id': 'pkg_none', 'budget': 1}]").codeAndField())
			.isEqualTo("PACKAGE_NOT_FOUND packages[0].package_id");
		assertThat(read().body().at("/media_buys/0/revision").asInt()).isOne();
		assertThat(read().text("/media_buys/0/status")).isEqualTo("pending_creatives");
	}

	@Test
	void packagesAreNotCanceledOnTheirOwn() {
		assertThat(update("'packages': [{'package_id': '%s', 'canceled': true}]".formatted(packageId())).codeAndField())
			.isEqualTo("UNSUPPORTED_FEATURE packages[0].canceled");
	}

	@Test
	void anotherAgentsBuyDoesNotExist() {
		assertThat(this.harbor.call("update_media_buy", request("'paused': true")).codeAndField())
			.isEqualTo("MEDIA_BUY_NOT_FOUND media_buy_id");
	}

	private void giveItACreative() {
		String creative = """
				{'creative_id': 'banner', 'name': 'Banner', 'assets': {'banner_image': {'url': 'https://acme.example/b.png'}},
				 'format_id': {'agent_url': 'https://creative.adcontextprotocol.org', 'id': 'display_300x250'}}""";
		String assigned = "{'package_id': '%s', 'creative_assignments': [{'creative_id': 'banner'}]}";
		this.pinnacle.call("sync_creatives", "{%s, 'creatives': [%s]}".formatted(ACCOUNT, creative));
		assertThat(update("'packages': [" + assigned.formatted(packageId()) + "]").error()).isFalse();
	}

	private String packageId() {
		return this.buy.text("/packages/0/package_id");
	}

	private Answer update(String changes) {
		return this.pinnacle.call("update_media_buy", request(changes));
	}

	private String request(String changes) {
		return "{%s, 'media_buy_id': '%s', %s}".formatted(ACCOUNT, this.buy.text("/media_buy_id"), changes);
	}

	private Answer read() {
		return this.pinnacle.call("get_media_buys",
				"{'media_buy_ids': ['%s']}".formatted(this.buy.text("/media_buy_id")));
	}

}
