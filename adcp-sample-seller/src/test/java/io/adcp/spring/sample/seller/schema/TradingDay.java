package io.adcp.spring.sample.seller.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static io.adcp.spring.sample.seller.MediaBuyRequests.ACCOUNT;

/**
 * All that a buyer can do with the seller, with success and without, and what was
 * answered.
 */
final class TradingDay {

	private static final Map<String, String> SCHEMAS = Map.of("get_adcp_capabilities",
			"protocol/get-adcp-capabilities-response", "get_products", "media-buy/get-products-response",
			"list_creative_formats", "media-buy/list-creative-formats-response", "create_media_buy",
			"media-buy/create-media-buy-response", "update_media_buy", "media-buy/update-media-buy-response",
			"get_media_buys", "media-buy/get-media-buys-response", "sync_creatives", "creative/sync-creatives-response",
			"list_creatives", "creative/list-creatives-response");

	private static final String DISPLAY = "{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 5000}";

	private static final String FLIGHT = "'start_time': '2030-06-01T00:00:00Z', 'end_time': '2030-06-30T23:59:59Z'";

	private final List<Answered> answers = new ArrayList<>();

	private final SellerClient client;

	private final String version;

	TradingDay(SellerClient client, String version) {
		this.client = client;
		this.version = version;
	}

	List<Answered> answers() {
		discover();
		upload();
		book();
		refuseToBook();
		change();
		look();
		return this.answers;
	}

	private void discover() {
		call("capabilities", "get_adcp_capabilities", "{}");
		call("capabilities with context", "get_adcp_capabilities", "{'context': {'trace': 1}}");
		call("all products", "get_products", "{}");
		call("products for a brief", "get_products", "{'buying_mode': 'brief', 'brief': 'video for sailors'}");
		call("wholesale products", "get_products", "{'buying_mode': 'wholesale'}");
		call("filtered products", "get_products", "{'filters': {'delivery_type': 'guaranteed'}}");
		call("no products", "get_products", "{'filters': {'channels': ['cinema']}}");
		call("refined products", "get_products", "{'buying_mode': 'refine'}");
		call("unreadable filters", "get_products", "{'filters': {'channels': 7}}");
		call("unsupported version", "get_products", "{'adcp_major_version': 99}");
		call("formats", "list_creative_formats", "{}");
		call("one format", "list_creative_formats", """
				{'format_ids': [{'agent_url': 'https://creative.adcontextprotocol.org', 'id': 'display_300x250'}]}""");
	}

	private void upload() {
		String key = key();
		String banner = sync(creative("banner", "Banner", "display_300x250"), "");
		call("creative created", "sync_creatives", key, banner);
		call("creative created, again", "sync_creatives", key, banner);
		call("creative conflict", "sync_creatives", key, sync(creative("banner", "Other", "display_300x250"), ""));
		call("creative unchanged", "sync_creatives", banner);
		call("creative updated", "sync_creatives", sync(creative("banner", "Better", "display_300x250"), ""));
		call("creative of no format", "sync_creatives", sync(creative("bad", "Bad", "hologram"), ""));
		call("creatives leniently", "sync_creatives", sync(
				creative("good", "Good", "display_300x250") + "," + creative("bad", "Bad", "hologram"),
				", 'validation_mode': 'lenient', 'assignments': [{'creative_id': 'good', 'package_id': 'none'}]"));
		call("creatives on trial", "sync_creatives",
				sync(creative("trial", "Trial", "display_300x250"), ", 'dry_run': true"));
		call("creatives to delete", "sync_creatives",
				sync(creative("banner", "Banner", "display_300x250"), ", 'delete_missing': true"));
		call("creative of no package", "sync_creatives", sync(creative("banner", "Banner", "display_300x250"),
				", 'assignments': [{'creative_id': 'banner', 'package_id': 'none'}]"));
		call("creative without name", "sync_creatives", sync("{'creative_id': 'x'}", ""));
		call("creatives", "list_creatives", "{}");
		call("creatives page", "list_creatives", "{'pagination': {'max_results': 1}}");
		call("creatives bad page", "list_creatives", "{'pagination': {'max_results': 0}}");
	}

	private void book() {
		String key = key();
		call("buy", "create_media_buy", key, create(DISPLAY, "'context': {'trace': 1}, "));
		call("buy, again", "create_media_buy", key, create(DISPLAY, "'context': {'trace': 2}, "));
		call("buy conflict", "create_media_buy", key, create(DISPLAY, "'po_number': 'PO 1', "));
		call("buy with references", "create_media_buy",
				create(DISPLAY, "'buyer_ref': 'day-%s', 'po_number': 'PO 7', ".formatted(this.version)));
		call("buy with creatives", "create_media_buy",
				create(DISPLAY.replace("}", ", 'creative_assignments': [{'creative_id': 'banner'}]}"), ""));
		call("buy of two packages", "create_media_buy", create(DISPLAY + "," + DISPLAY, ""));
		call("buy as soon as possible", "create_media_buy",
				create(DISPLAY, "").replace("2030-06-01T00:00:00Z", "asap"));
	}

	private void refuseToBook() {
		call("buy with a guessable key", "create_media_buy", "aaaaaaaaaaaaaaaaaaaa", create(DISPLAY, ""));
		call("buy with a short key", "create_media_buy", "short", create(DISPLAY, ""));
		call("buy of nothing", "create_media_buy", create("", ""));
		call("buy of no product", "create_media_buy", create(DISPLAY.replace("display-run-of-site", "none"), ""));
		call("buy at no price", "create_media_buy", create(DISPLAY.replace("cpm-usd", "none"), ""));
		call("buy for nothing", "create_media_buy", create(DISPLAY.replace("5000", "-1"), ""));
		call("buy for little", "create_media_buy",
				create("{'product_id': 'video-preroll', 'pricing_option_id': 'cpm-usd', 'budget': 1}", ""));
		call("buy with many faults", "create_media_buy", "{'packages': [{}, {'budget': -1}]}");
		call("buy of a text", "create_media_buy", create("", "").replace("[]", "'x'"));
		call("buy that ends first", "create_media_buy", create(DISPLAY, "").replace("06-30", "05-30"));
		call("buy of yesterday", "create_media_buy", create(DISPLAY, "").replace("2030-06-01", "2020-06-01"));
		call("buy from some day on", "create_media_buy", create(DISPLAY, "").replace("2030-06-01T00:00:00Z", "soon"));
		call("buy of a proposal", "create_media_buy", create(DISPLAY, "'proposal_id': 'p', "));
		call("buy of no creative", "create_media_buy",
				create(DISPLAY.replace("}", ", 'creative_assignments': [{'creative_id': 'none'}]}"), ""));
		call("buy on terms", "create_media_buy", create(DISPLAY.replace("}", ", 'measurement_terms': {}}"), ""));
		call("buy with targeting", "create_media_buy", create(DISPLAY.replace("}", ", 'targeting_overlay': {}}"), ""));
	}

	private void change() {
		Answer buy = call("buy to change", "create_media_buy", create(DISPLAY, ""));
		String id = "'media_buy_id': '%s', ".formatted(buy.text("/media_buy_id"));
		String packageId = buy.text("/packages/0/package_id");
		String key = key();
		call("paused", "update_media_buy", key, update(id + "'paused': true"));
		call("paused, again", "update_media_buy", key, update(id + "'paused': true"));
		call("pause conflict", "update_media_buy", key, update(id + "'paused': false"));
		call("resumed", "update_media_buy", update(id + "'paused': false"));
		call("budget changed", "update_media_buy",
				update(id + "'packages': [{'package_id': '%s', 'budget': 7500.5}]".formatted(packageId)));
		call("creatives changed", "update_media_buy",
				update(id + "'packages': [{'package_id': '%s', 'creative_assignments': [{'creative_id': 'banner'}]}]"
					.formatted(packageId)));
		call("package added", "update_media_buy", update(id + "'new_packages': [" + DISPLAY + "]"));
		call("flight moved", "update_media_buy", update(id + FLIGHT.replace("2030", "2031")));
		call("old revision", "update_media_buy", update(id + "'revision': 1, 'paused': true"));
		call("no such package", "update_media_buy",
				update(id + "'packages': [{'package_id': 'none', 'paused': true}]"));
		call("no such buy", "update_media_buy", update("'media_buy_id': 'none', 'paused': true"));
		call("no media_buy_id", "update_media_buy", update("'paused': true"));
		call("cancelled", "update_media_buy", update(id + "'canceled': true, 'cancellation_reason': 'rain'"));
		call("cancelled twice", "update_media_buy", update(id + "'canceled': true"));
		call("changed too late", "update_media_buy", update(id + "'paused': true"));
	}

	private void look() {
		String all = "'status_filter': ['pending_creatives', 'pending_start', 'active', 'paused', 'canceled']";
		call("buys", "get_media_buys", "{" + all + "}");
		call("buys page", "get_media_buys", "{" + all + ", 'pagination': {'max_results': 2}}");
		call("active buys", "get_media_buys", "{}");
		call("cancelled buys", "get_media_buys", "{'status_filter': 'canceled'}");
		call("unknown buys", "get_media_buys", "{'media_buy_ids': ['none']}");
		call("bad cursor", "get_media_buys", "{'pagination': {'cursor': 'x'}}");
	}

	private static String creative(String id, String name, String format) {
		return """
				{'creative_id': '%s', 'name': '%s',
				 'format_id': {'agent_url': 'https://creative.adcontextprotocol.org', 'id': '%s'},
				 'assets': {'banner_image': {'url': 'https://acme.example/banner.png'}}}""".formatted(id, name, format);
	}

	private static String sync(String creatives, String more) {
		return "{%s, 'creatives': [%s]%s}".formatted(ACCOUNT, creatives, more);
	}

	private static String create(String packages, String more) {
		return "{%s, 'brand': {'domain': 'acme.example'}, %s %s, 'packages': [%s]}".formatted(ACCOUNT, more, FLIGHT,
				packages);
	}

	private static String update(String fields) {
		return "{" + ACCOUNT + ", " + fields + "}";
	}

	private static String key() {
		return UUID.randomUUID().toString();
	}

	private Answer call(String name, String task, String arguments) {
		return call(name, task, key(), arguments);
	}

	private Answer call(String name, String task, String key, String arguments) {
		ObjectNode request = SellerClient.json(arguments);
		if (!request.has("adcp_major_version")) {
			request.put("adcp_version", this.version);
		}
		Answer answer = this.client.call(task, key, request.toString());
		this.answers.add(new Answered(name, task, request.put("idempotency_key", key), SCHEMAS.getOrDefault(task, task),
				answer.body()));
		return answer;
	}

	/**
	 * One answer.
	 *
	 * @param name what was asked for
	 * @param task the task
	 * @param request what was sent
	 * @param schema the schema of the task's response
	 * @param body what was answered
	 */
	record Answered(String name, String task, JsonNode request, String schema, JsonNode body) {
	}

}
