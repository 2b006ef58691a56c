package io.adcp.spring.verification.conformance.sandbox;

import io.adcp.spring.sample.seller.account.AccountAliases;
import io.adcp.spring.sample.seller.account.AccountReference;
import io.adcp.spring.sample.seller.account.BrandReference;
import io.adcp.spring.server.AccountResolver;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * In the sandbox each agent has one account, whatever brand and operator it names: for
 * the scope of its keys and for its buys alike.
 */
@Component
class SandboxAccount implements AccountAliases, AccountResolver {

	private static final AccountReference REFERENCE = new AccountReference(null,
			new BrandReference("sandbox.example", null), "sandbox.example", true);

	@Override
	public AccountReference resolve(AccountReference reference) {
		return REFERENCE;
	}

	@Override
	public @Nullable String resolve(String agent, JsonNode request) {
		return request.has("account") ? "sandbox" : null;
	}

}
