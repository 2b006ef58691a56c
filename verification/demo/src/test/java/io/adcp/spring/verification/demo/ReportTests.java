package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.demo.Chronicle.Event;
import io.adcp.spring.verification.demo.Chronicle.Kind;
import io.adcp.spring.verification.demo.Ledgers.DeskRow;
import io.adcp.spring.verification.demo.Ledgers.SellerBuy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Report} and {@link TimeLine}.
 */
class ReportTests {

	private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

	private static final String NASTY = "<script>alert('@@table@@')</script>";

	@Test
	void theHeadlineIsTheVerdict() throws IOException {
		assertThat(page("shoes", null)).contains("<h1>1 campaigns, 1 media buys, nothing bought twice</h1>")
			.contains("OK</span>");
		assertThat(page("shoes", "The ledgers do not agree")).contains("<h1>The ledgers do not agree</h1>")
			.contains("FAILED</span>");
	}

	@Test
	void textIsEscapedWhereverItStands() throws IOException {
		assertThat(page(NASTY, NASTY)).doesNotContain("<script")
			.doesNotContain("@@")
			.contains("&lt;script&gt;alert(&#39;&#64;&#64;table");
	}

	@Test
	void thePageLoadsNothing() throws IOException {
		assertThat(page("shoes", null)).doesNotContain("http:", "https:", "<script", "<link", "<img", "@import",
				"url(");
	}

	@Test
	void ofAKeyOnlyEightCharactersAreShown() throws IOException {
		assertThat(page("shoes", null)).contains("01234567").doesNotContain("012345678");
	}

	@Test
	void theStepsOfACampaignStandInTheOrderInWhichTheyCame() throws IOException {
		String page = page("shoes", null);
		assertThat(page).containsSubsequence("<b>sent</b>", "<b>answer lost</b>", "<b>seller killed</b>",
				"<b>no seller × 2</b>", "<b>booked, replayed</b>");
	}

	@Test
	void aDeathConcernsACampaignOnlyWhileItIsOnItsWay() {
		TimeLine line = TimeLine.of("shoes", List.of(at(0, "", Kind.SELLER_KILLED), at(1, "shoes", Kind.SENT),
				at(2, "", Kind.DESK_KILLED), at(3, "shoes", Kind.BOOKED), at(4, "", Kind.SELLER_KILLED)));
		assertThat(line.steps()).extracting(TimeLine.Step::kind)
			.containsExactly(Kind.SENT, Kind.DESK_KILLED, Kind.BOOKED);
	}

	private static String page(String campaign, @Nullable String fault) throws IOException {
		Ledgers ledgers = new Ledgers(List.of(new DeskRow(campaign, "0123456789abcdef", "BOOKED", "mb-1", true)),
				List.of(new SellerBuy("mb-1", campaign, null, null)), List.of(), List.of(), 0);
		CounterExample without = new CounterExample(1, Map.of(campaign, 3), 3, 2);
		return new Report(Comparison.of(ledgers), ledgers, events(campaign), without, 4, NOON, fault).html();
	}

	private static List<Event> events(String campaign) {
		return List.of(at(0, campaign, Kind.SENT), at(1, campaign, Kind.LOST), at(2, "", Kind.SELLER_KILLED),
				at(3, campaign, Kind.SENT), at(4, campaign, Kind.UNANSWERED), at(5, campaign, Kind.SENT),
				at(6, campaign, Kind.UNANSWERED), at(7, campaign, Kind.SENT), at(8, campaign, Kind.REPLAYED));
	}

	private static Event at(int seconds, String campaign, Kind kind) {
		return new Event(NOON.plusSeconds(seconds), campaign, kind);
	}

}
