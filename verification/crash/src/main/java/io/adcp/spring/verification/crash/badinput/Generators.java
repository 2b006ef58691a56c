package io.adcp.spring.verification.crash.badinput;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the request of each number: of the same seed always the same, but for the ids
 * that the seller has given to what was bought before.
 */
final class Generators {

	private static final List<String> REST_TASKS = List.of("create_media_buy", "create_media_buy", "update_media_buy",
			"sync_creatives", "get_media_buys");

	private static final List<String> MCP_TASKS = List.of("create_media_buy", "create_media_buy", "create_media_buy",
			"update_media_buy", "update_media_buy", "sync_creatives", "sync_creatives", "get_media_buys",
			"list_creatives", "get_products");

	private final List<Generator> wheel = new ArrayList<>();

	private final long seed;

	private final Stock stock;

	Generators(long seed, Stock stock) {
		this.seed = seed;
		this.stock = stock;
		values();
		keys();
		texts();
		transport();
	}

	private void values() {
		add(100, "wrong type", ValueFaults::wrongType);
		add(50, "null field", ValueFaults::nullField);
		add(50, "missing field", ValueFaults::missingField);
		add(60, "number", ValueFaults::hugeNumber);
		add(60, "strange text", ValueFaults::strangeText);
		add(30, "time", ValueFaults::strangeTime);
		add(40, "SQL everywhere", ValueFaults::sqlEverywhere);
		add(40, "SQL somewhere", ValueFaults::sqlSomewhere);
		add(20, "long text", ValueFaults::longText);
		add(20, "unknown field", ValueFaults::unknownFields);
		add(30, "unsupported field", ValueFaults::unsupported);
		add(4, "many elements", ValueFaults::manyElements);
		add(6, "deep nesting", ValueFaults::deepNesting);
		add(2, "megabyte name", ValueFaults::megabyteName);
		add(20, "context", ValueFaults::strangeContext);
		add(20, "account", ValueFaults::strangeAccount);
		add(40, "two faults", (draft) -> {
			ValueFaults.wrongType(draft);
			ValueFaults.strangeText(draft);
		});
	}

	private void keys() {
		add(30, "malformed key", KeyFaults::malformed);
		add(20, "guessable key", KeyFaults::guessable);
		add(20, "key of another type", KeyFaults::noString);
		add(20, "strange key", KeyFaults::strangeCharacters);
		add(10, "no key", KeyFaults::missing);
		add(1, "megabyte key", KeyFaults::megabytes);
		add(30, "another tenant's key", KeyFaults.ofAnotherTenant(this.stock));
		add(20, "used key", KeyFaults.usedBefore(this.stock));
	}

	private void texts() {
		add(40, "duplicate name", TextFaults::duplicateName);
		add(30, "truncated", TextFaults::truncated);
		add(40, "flipped bytes", TextFaults::flippedBytes);
		add(50, "structure", TextFaults::structure);
		add(20, "no UTF-8", TextFaults::noUtf8);
		add(5, "byte order mark", TextFaults::byteOrderMark);
		add(10, "other charset", TextFaults::otherCharset);
		add(20, "other message", TextFaults::otherMessage);
		add(10, "batch", TextFaults::batch);
		add(5, "two messages", TextFaults::twoMessages);
		add(5, "comments", TextFaults::comments);
		add(1, "huge body", TextFaults::hugeBody);
	}

	private void transport() {
		add(30, "JSON-RPC method", ofMcp(ProtocolFaults::otherMethod));
		add(20, "JSON-RPC id", ofMcp(ProtocolFaults::otherId));
		add(10, "no JSON-RPC id", ofMcp(ProtocolFaults::noId));
		add(20, "JSON-RPC envelope", ofMcp(ProtocolFaults::otherEnvelope));
		add(20, "MCP metadata", ofMcp(ProtocolFaults::metadata));
		add(20, "other task", ProtocolFaults::otherTask);
		add(10, "HTTP method", HttpFaults::otherMethod);
		add(20, "content type", HttpFaults::contentType);
		add(10, "accept", HttpFaults::accept);
		add(10, "token", HttpFaults::token);
		add(20, "HTTP target", HttpFaults::line);
		add(20, "HTTP header", HttpFaults::header);
		add(20, "chunked", HttpFaults::chunked);
		add(2, "broken chunks", HttpFaults::brokenChunks);
	}

	// Over REST, where nothing is around the arguments, a value is wrong instead
	private static Tampering ofMcp(Tampering fault) {
		return (draft) -> (draft.rest() ? (Tampering) ValueFaults::wrongType : fault).into(draft);
	}

	private void add(int weight, String name, Tampering fault) {
		for (int i = 0; i < weight; i++) {
			this.wheel.add(new Generator(name, fault));
		}
	}

	/**
	 * Make a request.
	 * @param number its number
	 * @return the request
	 */
	Request request(int number) {
		Random random = new Random(this.seed * 1_000_003 + number * 31L);
		random.nextInt();
		Generator generator = Tricks.one(this.wheel, random);
		boolean rest = random.nextInt(3) == 0;
		Tenant tenant = Tricks.one(Tenant.ALL, random);
		String task = Tricks.one(rest ? REST_TASKS : MCP_TASKS, random);
		Draft draft = new Draft(generator.name(), tenant, rest, task, random);
		draft.arguments().setAll(arguments(task, tenant, rest, random));
		generator.fault().into(draft);
		return draft.request();
	}

	private ObjectNode arguments(String task, Tenant tenant, boolean rest, Random random) {
		return switch (task) {
			case "create_media_buy" -> Good.create(tenant, random);
			case "update_media_buy" -> Good.update(tenant, this.stock.any(tenant, rest, random), random);
			case "sync_creatives" -> Good.sync(tenant, random);
			case "get_media_buys" -> Good.buys(tenant, this.stock.any(tenant, rest, random), random);
			case "list_creatives" -> Good.creatives(tenant, random);
			default -> Good.products(tenant, random);
		};
	}

	private record Generator(String name, Tampering fault) {
	}

}
