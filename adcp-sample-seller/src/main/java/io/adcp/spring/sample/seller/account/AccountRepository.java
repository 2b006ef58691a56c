package io.adcp.spring.sample.seller.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The accounts in the database. Every statement names the agent, so none can reach into
 * another agent's accounts.
 */
@Repository
class AccountRepository {

	private static final String SELECT_BY_ID = """
			SELECT account_id, agent, brand_domain, brand_id, operator, sandbox, status
			FROM account WHERE agent = :agent AND account_id = :accountId""";

	private static final String SELECT_BY_NATURAL_KEY = """
			SELECT account_id, agent, brand_domain, brand_id, operator, sandbox, status
			FROM account
			WHERE agent = :agent AND brand_domain = :brandDomain AND brand_id = :brandId
				AND operator = :operator AND sandbox = :sandbox""";

	private static final String INSERT = """
			INSERT INTO account (account_id, agent, brand_domain, brand_id, operator, sandbox, status, opened_at)
			VALUES (:accountId, :agent, :brandDomain, :brandId, :operator, :sandbox, :status, :openedAt)
			ON CONFLICT DO NOTHING""";

	private final JdbcClient jdbc;

	AccountRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Account> findById(String agent, String accountId) {
		return this.jdbc.sql(SELECT_BY_ID)
			.param("agent", agent)
			.param("accountId", accountId)
			.query(Account.class)
			.optional();
	}

	Optional<Account> findByNaturalKey(String agent, String brandDomain, String brandId, String operator,
			boolean sandbox) {
		return this.jdbc.sql(SELECT_BY_NATURAL_KEY)
			.param("agent", agent)
			.param("brandDomain", brandDomain)
			.param("brandId", brandId)
			.param("operator", operator)
			.param("sandbox", sandbox)
			.query(Account.class)
			.optional();
	}

	/**
	 * Add an account, unless another call has just opened it: then that one stays.
	 */
	void insertIfAbsent(Account account, Instant openedAt) {
		this.jdbc.sql(INSERT)
			.param("accountId", account.accountId())
			.param("agent", account.agent())
			.param("brandDomain", account.brandDomain())
			.param("brandId", account.brandId())
			.param("operator", account.operator())
			.param("sandbox", account.sandbox())
			.param("status", account.status())
			.param("openedAt", openedAt.atOffset(ZoneOffset.UTC))
			.update();
	}

}
