package io.adcp.spring.verification.crash.badinput;

import java.util.List;

import io.adcp.spring.verification.crash.single.SingleSeller;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody whose keys are nobody else's business: an agent, acting for an account.
 *
 * @param token the agent's bearer token
 * @param brand names the account
 */
record Tenant(String token, String brand) {

	static final Tenant FIRST = new Tenant(SingleSeller.TOKEN, "first.example");

	static final Tenant OTHER_ACCOUNT = new Tenant(SingleSeller.TOKEN, "other.example");

	static final Tenant OTHER_AGENT = new Tenant(SingleSeller.OTHER_TOKEN, "first.example");

	static final List<Tenant> ALL = List.of(FIRST, OTHER_ACCOUNT, OTHER_AGENT);

	ObjectNode account() {
		ObjectNode account = JsonNodeFactory.instance.objectNode();
		account.putObject("brand").put("domain", this.brand);
		return account.put("operator", "fire.example");
	}

}
