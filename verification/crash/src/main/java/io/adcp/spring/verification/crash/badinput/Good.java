package io.adcp.spring.verification.crash.badinput;

import java.util.Random;
import java.util.UUID;

import io.adcp.spring.verification.crash.single.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that are in order: what bad ones are made of, so that they get past the first
 * check.
 */
final class Good {

	/**
	 * The first characters of all keys, so that a key can be told in the seller's log.
	 */
	static final String KEY_MARK = "kf";

	private Good() {
	}

	/**
	 * Make a key.
	 * @param random where it comes from
	 * @return a key that no seller refuses
	 */
	static String key(Random random) {
		return KEY_MARK + "%06x-%s".formatted(random.nextInt(1 << 24), new UUID(random.nextLong(), random.nextLong()));
	}

	static ObjectNode create(Tenant tenant, Random random) {
		ObjectNode arguments = keyed(tenant, random);
		arguments.putObject("brand").put("domain", tenant.brand());
		arguments.put("buyer_ref", "ref-" + random.nextInt(1_000_000));
		arguments.put("po_number", "po-" + random.nextInt(1_000_000));
		ObjectNode one = arguments.putArray("packages").addObject();
		one.put("product_id", "podcast-midroll").put("pricing_option_id", "cpm-usd");
		one.put("budget", 700 + random.nextInt(900)).put("bid_price", 1.25).put("impressions", 10_000);
		one.put("paused", false).put("buyer_ref", "package-1");
		arguments.put("start_time", "2099-09-01T00:00:00Z").put("end_time", "2099-09-30T23:59:59Z");
		arguments.putObject("ext").putArray("words").add("one").add(2);
		return arguments;
	}

	static ObjectNode update(Tenant tenant, Stock.Buy buy, Random random) {
		ObjectNode arguments = keyed(tenant, random);
		arguments.put("media_buy_id", buy.id());
		ObjectNode one = arguments.putArray("packages").addObject();
		one.put("package_id", buy.packageId()).put("budget", 700 + random.nextInt(900)).put("paused", true);
		return arguments.put("end_time", "2099-10-01T00:00:00Z");
	}

	static ObjectNode sync(Tenant tenant, Random random) {
		ObjectNode arguments = keyed(tenant, random);
		ObjectNode one = arguments.putArray("creatives").addObject();
		one.put("creative_id", "creative-" + random.nextInt(50)).put("name", "Autumn " + random.nextInt(50));
		one.putObject("format_id")
			.put("agent_url", "https://creative.adcontextprotocol.org")
			.put("id", "display_300x250");
		one.putObject("assets")
			.putObject("banner_image")
			.put("asset_type", "image")
			.put("url", "https://cdn.example/banner.png")
			.put("width", 300)
			.put("height", 250);
		return arguments.put("validation_mode", "strict").put("dry_run", false);
	}

	static ObjectNode buys(Tenant tenant, Stock.Buy buy, Random random) {
		ObjectNode arguments = keyed(tenant, random);
		arguments.putArray("media_buy_ids").add(buy.id());
		arguments.putArray("status_filter").add("pending_start").add("active");
		arguments.putObject("pagination").put("max_results", 10).put("cursor", "0");
		return arguments;
	}

	static ObjectNode creatives(Tenant tenant, Random random) {
		ObjectNode arguments = keyed(tenant, random);
		arguments.putObject("filters").put("name_contains", "autumn").putArray("statuses").add("approved");
		arguments.putObject("pagination").put("max_results", 5).put("cursor", "1");
		return arguments;
	}

	static ObjectNode products(Tenant tenant, Random random) {
		ObjectNode arguments = keyed(tenant, random);
		arguments.put("buying_mode", "brief").put("brief", "a podcast in the morning");
		arguments.putObject("filters").putArray("channels").add("podcast");
		return arguments;
	}

	private static ObjectNode keyed(Tenant tenant, Random random) {
		ObjectNode arguments = JsonNodeFactory.instance.objectNode();
		arguments.put("idempotency_key", key(random)).put("adcp_major_version", 3);
		arguments.putObject("context").put("trace", "t-" + random.nextInt(1_000_000));
		arguments.set("account", tenant.account());
		return arguments;
	}

	/**
	 * Return what a task answered.
	 * @param reply the answer to a request that was in order
	 * @param rest whether it came over REST
	 * @return the task's answer
	 */
	static JsonNode result(Reply reply, boolean rest) {
		if (reply.status() != 200) {
			throw new IllegalStateException(
					"A good request was answered with status %d: %s".formatted(reply.status(), reply.text()));
		}
		JsonNode body = JsonMapper.shared().readTree(reply.body());
		JsonNode result = rest ? body : body.path("result").path("structuredContent");
		if (!result.has("replayed")) {
			throw new IllegalStateException("A good request was refused: " + reply.text());
		}
		return result;
	}

}
