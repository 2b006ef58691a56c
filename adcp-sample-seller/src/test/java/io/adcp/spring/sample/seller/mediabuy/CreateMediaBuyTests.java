package io.adcp.spring.sample.seller.mediabuy;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

@SellerTest
class CreateMediaBuyTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Autowired
	@Qualifier("harbor")
	private SellerClient harbor;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aBuyIsBookedAndConfirmed() {
		String key = UUID.randomUUID().toString();
		Answer answer = this.pinnacle.call("create_media_buy", key,
				create("'buyer_ref': 'summer-1', 'po_number': 'PO 7', 'context': {'trace': 1},"));
		assertThat(answer.error()).isFalse();
		assertThat(answer.text("/media_buy_id")).startsWith("mb_");
		assertThat(answer.text("/status")).isEqualTo("pending_creatives");
		assertThat(answer.text("/media_buy_status")).isEqualTo("pending_creatives");
		assertThat(answer.text("/confirmed_at")).isEqualTo("2030-01-15T12:00:00Z");
		assertThat(answer.body().at("/revision").asInt()).isOne();
		assertThat(answer.text("/buyer_ref")).isEqualTo("summer-1");
		assertThat(answer.text("/po_number")).isEqualTo("PO 7");
		assertThat(answer.text("/packages/0/package_id")).startsWith("pkg_");
		assertThat(answer.text("/packages/0/product_id")).isEqualTo("display-run-of-site");
		assertThat(answer.body().at("/packages/0/budget").decimalValue()).isEqualByComparingTo("5000");
		assertThat(answer.text("/idempotency_key")).isEqualTo(key);
		assertThat(answer.body().at("/context/trace").asInt()).isOne();
		assertThat(rows("summer-1")).isOne();
	}

	@Test
	void aRepetitionBooksNothingAndAnswersTheSame() {
		String key = UUID.randomUUID().toString();
		Answer first = this.pinnacle.call("create_media_buy", key, create("'buyer_ref': 'twice',"));
		Answer second = this.pinnacle.call("create_media_buy", key, create("'buyer_ref': 'twice',"));
		assertThat(second.text("/media_buy_id")).isEqualTo(first.text("/media_buy_id")).isNotEmpty();
		assertThat(first.body().at("/replayed").asBoolean(false)).isFalse();
		assertThat(second.body().at("/replayed").asBoolean(false)).isTrue();
		assertThat(rows("twice")).isOne();
	}

	@Test
	void theSameKeyWithAnotherPayloadIsAConflict() {
		String key = UUID.randomUUID().toString();
		this.pinnacle.call("create_media_buy", key, create("'buyer_ref': 'conflict-a',"));
		Answer answer = this.pinnacle.call("create_media_buy", key, create("'buyer_ref': 'conflict-b',"));
		assertThat(answer.text("/adcp_error/code")).isEqualTo("IDEMPOTENCY_CONFLICT");
		assertThat(rows("conflict-b")).isZero();
	}

	@Test
	void theSameKeyOfAnotherAgentIsAnotherKey() {
		String key = UUID.randomUUID().toString();
		Answer one = this.pinnacle.call("create_media_buy", key, create("'buyer_ref': 'two-agents',"));
		Answer other = this.harbor.call("create_media_buy", key, create("'buyer_ref': 'two-agents',"));
		assertThat(other.error()).isFalse();
		assertThat(other.text("/media_buy_id")).isNotEqualTo(one.text("/media_buy_id"));
		assertThat(rows("two-agents")).isEqualTo(2);
	}

	@Test
	void afterAnErrorTheKeyIsFreeForTheCorrectedRequest() {
		String key = UUID.randomUUID().toString();
		Answer refused = this.pinnacle.call("create_media_buy", key, create("'buyer_ref': 'corrected',",
				"{'product_id': 'nothing', 'pricing_option_id': 'cpm-usd', 'budget': 5000}"));
		assertThat(refused.error()).isTrue();
		assertThat(rows("corrected")).isZero();
		assertThat(this.pinnacle.call("create_media_buy", key, create("'buyer_ref': 'corrected',")).error()).isFalse();
		assertThat(rows("corrected")).isOne();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|',
			textBlock = """
					{'product_id': 'nothing', 'pricing_option_id': 'cpm-usd', 'budget': 1}             | PRODUCT_NOT_FOUND packages[1].product_id
					{'product_id': 'video-preroll', 'pricing_option_id': 'cpc', 'budget': 1}           | INVALID_REQUEST packages[1].pricing_option_id
					{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-eur', 'budget': 1} | INVALID_REQUEST packages[1].pricing_option_id
					{'product_id': 'video-preroll', 'pricing_option_id': 'cpm-usd', 'budget': 999.99}  | BUDGET_TOO_LOW packages[1].budget
					{'product_id': 'video-preroll', 'pricing_option_id': 'cpm-usd', 'budget': -1}      | VALIDATION_ERROR packages[1].budget
					{'product_id': 'video-preroll', 'pricing_option_id': 'cpm-usd', 'budget': 0.001}   | VALIDATION_ERROR packages[1].budget
					{'product_id': 'video-preroll', 'pricing_option_id': 'cpm-usd'}                    | INVALID_REQUEST packages[1].budget
					{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 1, 'targeting_overlay': {}} | UNSUPPORTED_FEATURE packages[1].targeting_overlay
					{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 1, 'measurement_terms': {}} | TERMS_REJECTED packages[1].measurement_terms
					{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 1, 'creatives': []} | UNSUPPORTED_FEATURE packages[1].creatives
					{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 1, 'creative_assignments': [{'creative_id': 'none'}]} | CREATIVE_NOT_FOUND packages[1].creative_assignments[0].creative_id
					""")
	void aFaultyPackageIsNamed(String faulty, String codeAndField) {
		Answer answer = this.pinnacle.call("create_media_buy", create("'buyer_ref': 'faulty-package',",
				"{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 1}, " + faulty));
		assertThat(answer.error()).isTrue();
		assertThat(answer.codeAndField()).isEqualTo(codeAndField);
		assertThat(rows("faulty-package")).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2030-06-30T00:00:00Z | 2030-06-01T00:00:00Z | INVALID_REQUEST end_time
			2020-01-01T00:00:00Z | 2030-06-01T00:00:00Z | INVALID_REQUEST start_time
			asap                 | 2030-01-15T11:00:00Z | INVALID_REQUEST end_time
			tomorrow             | 2030-06-01T00:00:00Z | INVALID_REQUEST start_time
			""")
	void aFaultyFlightIsNamed(String start, String end, String codeAndField) {
		String request = create("").replace("2030-06-01T00:00:00Z", start).replace("2030-06-30T23:59:59Z", end);
		assertThat(this.pinnacle.call("create_media_buy", request).codeAndField()).isEqualTo(codeAndField);
	}

	@Test
	void thereAreNoProposalsToBook() {
		assertThat(this.pinnacle.call("create_media_buy", create("'proposal_id': 'p1',")).codeAndField())
			.isEqualTo("UNSUPPORTED_FEATURE proposal_id");
	}

	@Test
	void packagesAreRequired() {
		assertThat(this.pinnacle.call("create_media_buy", create("", "")).codeAndField())
			.isEqualTo("INVALID_REQUEST packages");
	}

	@Test
	void aKeyIsRequired() {
		var arguments = SellerClient.json(create(""));
		var params = SellerClient.json("{'name': 'create_media_buy'}").set("arguments", arguments);
		assertThat(this.pinnacle.send("tools/call", params).codeAndField())
			.isEqualTo("INVALID_REQUEST idempotency_key");
	}

	private int rows(String buyerRef) {
		return this.jdbc.sql("SELECT COUNT(*) FROM media_buy WHERE buyer_ref = :buyerRef")
			.param("buyerRef", buyerRef)
			.query(Integer.class)
			.single();
	}

}
