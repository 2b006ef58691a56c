package io.adcp.spring.sample.seller.mediabuy;

import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
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
class GetMediaBuysTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Autowired
	@Qualifier("harbor")
	private SellerClient harbor;

	@Autowired
	private TestClock clock;

	@AfterEach
	void resetClock() {
		this.clock.set(TestClock.START);
	}

	@Test
	void aBuyIsFoundByItsId() {
		String id = book("by-id");
		Answer answer = find("'media_buy_ids': ['%s']".formatted(id));
		assertThat(answer.body().at("/media_buys")).hasSize(1);
		assertThat(answer.text("/media_buys/0/media_buy_id")).isEqualTo(id);
		assertThat(answer.text("/media_buys/0/status")).isEqualTo("pending_creatives");
		assertThat(answer.text("/media_buys/0/currency")).isEqualTo("USD");
		assertThat(answer.body().at("/media_buys/0/total_budget").decimalValue()).isEqualByComparingTo("5000");
		assertThat(answer.text("/media_buys/0/packages/0/package_id")).startsWith("pkg_");
		assertThat(answer.text("/media_buys/0/start_time")).isEqualTo("2030-06-01T00:00:00Z");
	}

	@Test
	void aBuyIsFoundByTheBuyersName() {
		String id = book("by-name");
		assertThat(ids(find(ACCOUNT + ", 'buyer_refs': ['by-name']"))).containsExactly(id);
	}

	@Test
	void aListOfNothingIsRefused() {
		assertThat(find("'media_buy_ids': []").text("/adcp_error/code")).isEqualTo("VALIDATION_ERROR");
	}

	@Test
	void aTextThatTheDatabaseCannotKeepIsRefused() {
		Answer answer = find("'media_buy_ids': ['a\\u0000b']");
		assertThat(answer.text("/adcp_error/code")).isEqualTo("INVALID_REQUEST");
		assertThat(answer.text("/adcp_error/field")).isEqualTo("media_buy_ids[0]");
	}

	@Test
	void withoutIdsOnlyActiveBuysAreFoundByDefault() {
		String id = book("inactive");
		assertThat(ids(find("'pagination': {'max_results': 100}"))).doesNotContain(id);
		assertThat(ids(find("'status_filter': 'pending_creatives'"))).contains(id);
		assertThat(ids(find("'status_filter': ['active', 'paused']"))).doesNotContain(id);
	}

	@Test
	void theStatusFollowsTheClock() {
		String id = book("clock");
		this.clock.set(Instant.parse("2030-06-30T23:59:59Z"));
		assertThat(find("'media_buy_ids': ['%s']".formatted(id)).text("/media_buys/0/status")).isEqualTo("completed");
	}

	@Test
	void pagesFollowEachOther() {
		String first = book("page");
		String second = book("page");
		String third = book("page");
		Answer page = find("'buyer_refs': ['page'], 'pagination': {'max_results': 2}");
		assertThat(ids(page)).containsExactly(first, second);
		assertThat(page.body().at("/pagination/has_more").asBoolean()).isTrue();
		Answer next = find("'buyer_refs': ['page'], 'pagination': {'max_results': 2, 'cursor': '%s'}"
			.formatted(page.text("/pagination/cursor")));
		assertThat(ids(next)).containsExactly(third);
		assertThat(next.body().at("/pagination/has_more").asBoolean()).isFalse();
		assertThat(next.body().at("/pagination").has("cursor")).isFalse();
	}

	@Test
	void anotherAgentSeesNothing() {
		String id = book("private");
		assertThat(
				this.harbor.call("get_media_buys", "{'media_buy_ids': ['%s']}".formatted(id)).body().at("/media_buys"))
			.isEmpty();
	}

	@Test
	void anAccountThatDoesNotExistHasNoBuys() {
		book("account");
		assertThat(ids(find("""
				'account': {'brand': {'domain': 'other.example'}, 'operator': 'other.example'},
				'buyer_refs': ['account']"""))).isEmpty();
	}

	private String book(String buyerRef) {
		return this.pinnacle.call("create_media_buy", create("'buyer_ref': '%s',".formatted(buyerRef)))
			.text("/media_buy_id");
	}

	private Answer find(String request) {
		return this.pinnacle.call("get_media_buys", "{" + request + "}");
	}

	private static List<String> ids(Answer answer) {
		assertThat(answer.error()).isFalse();
		return StreamSupport.stream(answer.body().at("/media_buys").spliterator(), false)
			.map((buy) -> buy.at("/media_buy_id").asString())
			.toList();
	}

}
