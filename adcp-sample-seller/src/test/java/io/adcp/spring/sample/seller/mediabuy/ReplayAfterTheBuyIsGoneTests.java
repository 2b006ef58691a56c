package io.adcp.spring.sample.seller.mediabuy;

import java.util.List;
import java.util.UUID;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.adcp.spring.sample.seller.MediaBuyRequests.ACCOUNT;
import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first answer outlives what it speaks of (AdCP 3.2 idempotency, rule 2).
 */
@SellerTest
class ReplayAfterTheBuyIsGoneTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Autowired
	private JdbcClient jdbc;

	private final String key = UUID.randomUUID().toString();

	private Answer booked;

	@BeforeEach
	void book() {
		this.booked = this.pinnacle.call("create_media_buy", this.key, create(""));
		assertThat(this.booked.error()).isFalse();
	}

	@Test
	void aCanceledBuyIsStillAnsweredAsItWasBooked() {
		Answer canceled = this.pinnacle.call("update_media_buy",
				"{%s, 'media_buy_id': '%s', 'canceled': true}".formatted(ACCOUNT, mediaBuyId()));
		assertThat(canceled.text("/status")).isEqualTo("canceled");
		assertReplay();
	}

	@Test
	void aDeletedBuyIsStillAnsweredAsItWasBookedAndNotBookedAgain() {
		this.jdbc.sql("DELETE FROM media_buy_package WHERE media_buy_id = ?").param(mediaBuyId()).update();
		this.jdbc.sql("DELETE FROM media_buy WHERE media_buy_id = ?").param(mediaBuyId()).update();
		assertReplay();
		assertThat(this.pinnacle.call("get_media_buys", "{'media_buy_ids': ['%s']}".formatted(mediaBuyId()))
			.body()
			.path("media_buys")).isEmpty();
	}

	private void assertReplay() {
		Answer replay = this.pinnacle.call("create_media_buy", this.key, create(""));
		assertThat(replay.body().path("replayed").asBoolean()).isTrue();
		for (String field : List.of("media_buy_id", "status", "revision", "packages", "confirmed_at")) {
			assertThat(replay.body().path(field)).as(field).isEqualTo(this.booked.body().path(field));
		}
	}

	private String mediaBuyId() {
		return this.booked.text("/media_buy_id");
	}

}
