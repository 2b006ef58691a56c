package io.adcp.spring.sample.seller.account;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.sample.seller.Refusal;
import org.springframework.stereotype.Service;

/**
 * Finds the account that a request names. An account named by brand and operator is
 * opened by the first request that writes to it; an id has to exist.
 */
@Service
public class Accounts {

	private final AccountRepository repository;

	private final Clock clock;

	Accounts(AccountRepository repository, Clock clock) {
		this.repository = repository;
		this.clock = clock;
	}

	/**
	 * Return the account for a request that writes, opening it where need be.
	 * @param agent the calling agent
	 * @param reference the account as the request names it
	 * @return the account
	 */
	public Account require(String agent, AccountReference reference) {
		Account account = find(agent, reference).orElseGet(() -> open(agent, reference));
		if (account.suspended()) {
			throw Refusal.of(AdcpErrorCode.ACCOUNT_SUSPENDED, "account", "The account is suspended");
		}
		return account;
	}

	/**
	 * Return the account for a request that reads.
	 * @param agent the calling agent
	 * @param reference the account as the request names it
	 * @return the account, empty where the agent has none by this name
	 */
	public Optional<Account> find(String agent, AccountReference reference) {
		if (reference.accountId() != null) {
			return this.repository.findById(agent, reference.accountId());
		}
		NaturalKey key = NaturalKey.of(reference);
		return this.repository.findByNaturalKey(agent, key.brandDomain(), key.brandId(), key.operator(), key.sandbox());
	}

	private Account open(String agent, AccountReference reference) {
		if (reference.accountId() != null) {
			throw Refusal.of(AdcpErrorCode.ACCOUNT_NOT_FOUND, "account.account_id", "There is no such account");
		}
		NaturalKey key = NaturalKey.of(reference);
		Account account = new Account("acc_" + UUID.randomUUID(), agent, key.brandDomain(), key.brandId(),
				key.operator(), key.sandbox(), "active");
		this.repository.insertIfAbsent(account, this.clock.instant());
		return this.repository.findByNaturalKey(agent, key.brandDomain(), key.brandId(), key.operator(), key.sandbox())
			.orElseThrow();
	}

	private record NaturalKey(String brandDomain, String brandId, String operator, boolean sandbox) {

		static NaturalKey of(AccountReference reference) {
			if (reference.brand() == null || isBlank(reference.operator())) {
				throw Refusal.invalid("account", "An account is named by account_id, or by brand and operator");
			}
			return new NaturalKey(reference.brand().domain(),
					Objects.requireNonNullElse(reference.brand().brandId(), ""),
					Objects.requireNonNull(reference.operator()), Boolean.TRUE.equals(reference.sandbox()));
		}

		private static boolean isBlank(@Nullable String text) {
			return text == null || text.isBlank();
		}

	}

}
