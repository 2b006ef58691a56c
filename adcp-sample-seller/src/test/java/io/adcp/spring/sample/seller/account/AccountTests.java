package io.adcp.spring.sample.seller.account;

import org.junit.jupiter.api.Test;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.adcp.spring.sample.seller.MediaBuyRequests.ACCOUNT;
import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

@SellerTest
class AccountTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Autowired
	@Qualifier("harbor")
	private SellerClient harbor;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void theFirstBuyOpensTheAccountAndTheNextOneUsesIt() {
		book(this.pinnacle, account("new.example"));
		book(this.pinnacle, account("new.example"));
		assertThat(count("new.example")).isOne();
		book(this.harbor, account("new.example"));
		assertThat(count("new.example")).isEqualTo(2);
	}

	@Test
	void anAccountIsFoundByItsIdButOnlyByItsAgent() {
		book(this.pinnacle, account("byid.example"));
		String id = this.jdbc.sql("SELECT account_id FROM account WHERE brand_domain = 'byid.example'")
			.query(String.class)
			.single();
		String byId = "'account': {'account_id': '%s'}".formatted(id);
		assertThat(book(this.pinnacle, byId).error()).isFalse();
		assertThat(book(this.harbor, byId).codeAndField()).isEqualTo("ACCOUNT_NOT_FOUND account.account_id");
	}

	@Test
	void aSuspendedAccountCannotBuyUntilItIsFreed() {
		book(this.pinnacle, account("late.example"));
		this.jdbc.sql("UPDATE account SET status = 'suspended' WHERE brand_domain = 'late.example'").update();
		assertThat(book(this.pinnacle, account("late.example")).codeAndField()).isEqualTo("ACCOUNT_SUSPENDED account");
		this.jdbc.sql("UPDATE account SET status = 'active' WHERE brand_domain = 'late.example'").update();
		assertThat(book(this.pinnacle, account("late.example")).error()).isFalse();
	}

	@Test
	void anAccountNeedsAName() {
		assertThat(book(this.pinnacle, "'account': {'operator': 'pinnacle.example'}").codeAndField())
			.isEqualTo("INVALID_REQUEST account");
		assertThat(book(this.pinnacle, "'account': null").codeAndField()).isEqualTo("INVALID_REQUEST account");
	}

	private static String account(String brandDomain) {
		return "'account': {'brand': {'domain': '%s'}, 'operator': 'pinnacle.example'}".formatted(brandDomain);
	}

	private static Answer book(SellerClient client, String account) {
		return client.call("create_media_buy", create("").replace(ACCOUNT, account));
	}

	private int count(String brandDomain) {
		return this.jdbc.sql("SELECT COUNT(*) FROM account WHERE brand_domain = :brandDomain")
			.param("brandDomain", brandDomain)
			.query(Integer.class)
			.single();
	}

}
