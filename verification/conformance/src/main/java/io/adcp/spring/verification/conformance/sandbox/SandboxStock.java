package io.adcp.spring.verification.conformance.sandbox;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import io.adcp.spring.sample.seller.account.Accounts;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Creatives and media buys that an agent has without ever having asked for them.
 */
@Component
class SandboxStock {

	private static final String INSERT_CREATIVE = """
			INSERT INTO creative (account_id, creative_id, name, format_id, assets, status, created_at, updated_at)
			VALUES (:account, :id, :name, 'display_300x250', '{}', :status, :now, :now)
			ON CONFLICT DO NOTHING""";

	private static final String INSERT_MEDIA_BUY = """
			INSERT INTO media_buy (media_buy_id, agent, account_id, brand_domain, currency, start_time, end_time, paused,
				revision, created_at, updated_at)
			VALUES (:id, :agent, :account, 'sandbox.example', 'USD', :now, :end, :paused, 1, :now, :now)
			ON CONFLICT DO NOTHING""";

	private final JdbcClient jdbc;

	private final Accounts accounts;

	SandboxStock(JdbcClient jdbc, Accounts accounts) {
		this.jdbc = jdbc;
		this.accounts = accounts;
	}

	void addCreative(String agent, String creativeId, String name, String status) {
		this.jdbc.sql(INSERT_CREATIVE)
			.param("account", account(agent))
			.param("id", creativeId)
			.param("name", name)
			.param("status", status)
			.param("now", OffsetDateTime.now(ZoneOffset.UTC))
			.update();
	}

	/**
	 * Add a media buy without packages, which has nothing to wait for.
	 * @return whether a buy can have this status from its beginning
	 */
	boolean addMediaBuy(String agent, String mediaBuyId, String status) {
		if (!status.equals("active") && !status.equals("paused")) {
			return false;
		}
		OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
		this.jdbc.sql(INSERT_MEDIA_BUY)
			.param("id", mediaBuyId)
			.param("agent", agent)
			.param("account", account(agent))
			.param("now", now)
			.param("end", now.plusYears(1))
			.param("paused", status.equals("paused"))
			.update();
		return true;
	}

	private String account(String agent) {
		return this.accounts.require(agent, SandboxAccount.REFERENCE).accountId();
	}

}
