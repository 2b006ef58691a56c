package io.adcp.spring.verification.crash.badinput;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.adcp.spring.verification.crash.single.RawConnection;
import tools.jackson.databind.JsonNode;

/**
 * What was bought before the first bad request, so that changes find something to change
 * and keys of other tenants are keys that were really used.
 */
final class Stock {

	private static final int EACH = 12;

	private final Map<String, List<Buy>> buys = new HashMap<>();

	/**
	 * Buy for each tenant, over each transport.
	 * @param wire a connection to the seller
	 * @param seed makes the keys
	 * @return how many keys were used
	 */
	int fill(RawConnection wire, long seed) {
		Random random = new Random(seed);
		int used = 0;
		for (Tenant tenant : Tenant.ALL) {
			for (boolean rest : new boolean[] { false, true }) {
				for (int i = 0; i < EACH; i++, used++) {
					buys(tenant, rest).add(buy(wire, tenant, rest, random));
				}
			}
		}
		return used;
	}

	private static Buy buy(RawConnection wire, Tenant tenant, boolean rest, Random random) {
		Draft draft = new Draft("stock", tenant, rest, "create_media_buy", random);
		draft.arguments().setAll(Good.create(tenant, random));
		JsonNode answer = Good.result(wire.send(draft.request().bytes(), false), rest);
		return new Buy(answer.path("media_buy_id").asString(),
				answer.path("packages").path(0).path("package_id").asString("pkg_none"),
				draft.arguments().path("idempotency_key").asString());
	}

	private List<Buy> buys(Tenant tenant, boolean rest) {
		return this.buys.computeIfAbsent(tenant + " " + rest, (any) -> new ArrayList<>());
	}

	Buy any(Tenant tenant, boolean rest, Random random) {
		List<Buy> all = buys(tenant, rest);
		return all.get(random.nextInt(all.size()));
	}

	/**
	 * A media buy.
	 *
	 * @param id its id
	 * @param packageId the id of its package, over MCP
	 * @param key the key that it was bought with
	 */
	record Buy(String id, String packageId, String key) {
	}

}
