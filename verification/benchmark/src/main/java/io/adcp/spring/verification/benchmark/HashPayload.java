package io.adcp.spring.verification.benchmark;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import io.adcp.spring.IdempotencyKey;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests to buy media, with as many packages as it takes to be as long as wanted.
 */
final class HashPayload {

	private static final List<String> ASCII = List.of("Summer in the open air", "Homepage takeover",
			"Trail shoes, second flight", "Commuters, weekday mornings", "Weekend hikers 25-44");

	private static final List<String> OTHER = List.of("Été en plein air – création", "Übernahme der Startseite",
			"トレイルシューズ・第2弾", "Пассажиры, утро буднего дня", "周末徒步者 25–44 🥾");

	private final Random random;

	private final List<String> names;

	private HashPayload(long seed, boolean ascii) {
		this.random = new Random(seed);
		this.names = ascii ? ASCII : OTHER;
	}

	/**
	 * Write a request.
	 * @param seed decides about the numbers in it
	 * @param bytes how long it is, but for half of a package
	 * @param ascii whether all names are ASCII
	 * @return the JSON text
	 */
	static byte[] write(long seed, int bytes, boolean ascii) {
		return new HashPayload(seed, ascii).write(bytes);
	}

	private byte[] write(int bytes) {
		ObjectNode request = JsonNodeFactory.instance.objectNode();
		request.put("idempotency_key", IdempotencyKey.generate());
		request.putObject("account").put("account_id", "acc_acme_outdoor_2026");
		request.put("buyer_ref", "summer-2030").put("po_number", "PO-2030-0617");
		request.putObject("brand").put("domain", "acme-outdoor.example").put("name", name());
		request.put("start_time", "2030-06-01T00:00:00Z").put("end_time", "2030-06-30T23:59:59Z");
		ArrayNode packages = request.putArray("packages");
		int length = text(request).length;
		while (packages.isEmpty() || length + text(packages.get(0)).length / 2 < bytes) {
			length += text(write(packages.addObject())).length;
		}
		return text(request);
	}

	private ObjectNode write(ObjectNode one) {
		one.put("product_id", "homepage_takeover_" + this.random.nextInt(1000))
			.put("pricing_option_id", "cpm_usd_fixed")
			.put("name", name())
			.put("budget", amount(100_000))
			.put("bid_price", amount(40))
			.put("impressions", 1000 * this.random.nextInt(5_000))
			.put("paused", this.random.nextBoolean());
		one.putArray("format_ids")
			.addObject()
			.put("agent_url", "https://creative.example")
			.put("id", "display_970x250");
		ObjectNode targeting = one.putObject("targeting_overlay");
		targeting.putArray("geo_countries").add("US").add("CA");
		targeting.putArray("geo_regions").add("US-CA").add("US-NY").add("US-OR");
		targeting.putObject("frequency_cap").put("suppress_minutes", 30).put("max_impressions", 3);
		targeting.putObject("geo_proximity")
			.put("lat", this.random.nextDouble() * 180 - 90)
			.put("lng", this.random.nextDouble() * 360 - 180)
			.put("radius_km", amount(50));
		one.putArray("creative_assignments")
			.addObject()
			.put("creative_id", name())
			.put("weight", this.random.nextInt(100));
		return one.putNull("performance_standards");
	}

	private String name() {
		return this.names.get(this.random.nextInt(this.names.size()));
	}

	private BigDecimal amount(int most) {
		return BigDecimal.valueOf(this.random.nextInt(most * 100), 2);
	}

	private static byte[] text(Object json) {
		return JsonMapper.shared().writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
	}

}
