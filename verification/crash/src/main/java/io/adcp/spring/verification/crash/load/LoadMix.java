package io.adcp.spring.verification.crash.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.adcp.spring.verification.crash.single.RawConnection;
import io.adcp.spring.verification.crash.single.Reply;
import io.adcp.spring.verification.crash.single.SingleSeller;
import org.jspecify.annotations.Nullable;

/**
 * What a busy seller gets, in a mixture that stays the same: new campaigns, repetitions,
 * changed repetitions, campaigns that have to be refused, and reads.
 */
final class LoadMix {

	private static final int REMEMBERED = 500;

	private static final int ACCOUNTS = 20;

	private final AtomicReferenceArray<@Nullable String> sent = new AtomicReferenceArray<>(REMEMBERED);

	// In turn: what is forgotten is the oldest, so that no repetition comes too late
	private final AtomicInteger next = new AtomicInteger();

	private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();

	private final Map<String, AtomicLong> unexpected = new ConcurrentHashMap<>();

	private final long seed;

	LoadMix(long seed) {
		this.seed = seed;
	}

	/**
	 * Make one call.
	 * @param number decides, with the seed, on what it is
	 * @param wire the connection
	 */
	void call(int number, RawConnection wire) {
		Random random = new Random(this.seed * 1_000_003 + number * 31L);
		random.nextInt();
		int choice = random.nextInt(100);
		if (choice < 50) {
			fresh(number, random, wire);
		}
		else if (choice < 80) {
			repeat(random, wire, "replay", false);
		}
		else if (choice < 85) {
			repeat(random, wire, "conflict", true);
		}
		else if (choice < 90) {
			send(wire, "refusal", "create_media_buy", buy(number, random, 1));
		}
		else {
			send(wire, "read", "get_media_buys", "{\"buyer_refs\":[\"load-" + (number - 1) + "\"]}");
		}
	}

	private void fresh(int number, Random random, RawConnection wire) {
		String arguments = buy(number, random, 600 + random.nextInt(300));
		if (send(wire, "new", "create_media_buy", arguments)) {
			this.sent.set(Math.floorMod(this.next.getAndIncrement(), REMEMBERED), arguments);
		}
	}

	private void repeat(Random random, RawConnection wire, String expected, boolean changed) {
		String arguments = this.sent.get(random.nextInt(REMEMBERED));
		if (arguments == null) {
			send(wire, "read", "get_products", "{\"brief\":\"a podcast\"}");
			return;
		}
		send(wire, expected, "create_media_buy",
				changed ? arguments.replace("\"po_number\":\"", "\"po_number\":\"changed-") : arguments);
	}

	private static String buy(int number, Random random, int budget) {
		int account = random.nextInt(ACCOUNTS);
		return """
				{"idempotency_key":"%s","account":{"brand":{"domain":"brand-%d.example"},"operator":"load.example"},\
				"brand":{"domain":"brand-%d.example"},"buyer_ref":"load-%d","po_number":"%d","packages":[{"product_id":\
				"podcast-midroll","pricing_option_id":"cpm-usd","budget":%d}],"start_time":"2099-09-01T00:00:00Z",\
				"end_time":"2099-09-30T00:00:00Z"}""".formatted(new UUID(random.nextLong(), random.nextLong()), account,
				account, number, number, budget);
	}

	private boolean send(RawConnection wire, String expected, String task, String arguments) {
		String body = """
				{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}""".formatted(task,
				arguments);
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		String request = """
				POST /mcp HTTP/1.1\r
				Host: 127.0.0.1\r
				Authorization: Bearer %s\r
				Content-Type: application/json\r
				Accept: application/json, text/event-stream\r
				Content-Length: %d\r
				\r
				%s""".formatted(SingleSeller.TOKEN, bytes.length, body);
		String kind = kind(wire.send(request.getBytes(StandardCharsets.UTF_8), false));
		count(this.answers, kind);
		if (!kind.equals(expected)) {
			count(this.unexpected, kind + " instead of " + expected);
		}
		return kind.equals("new");
	}

	private static String kind(Reply reply) {
		String text = reply.text();
		if (reply.status() != 200) {
			return "status " + reply.status();
		}
		if (text.contains("\"isError\":true")) {
			return text.contains("\"IDEMPOTENCY_CONFLICT\"") ? "conflict"
					: text.contains("\"BUDGET_TOO_LOW\"") ? "refusal" : "error " + text;
		}
		if (text.contains("\"replayed\":true")) {
			return "replay";
		}
		return text.contains("\"media_buy_id\":\"mb_") && text.contains("\"idempotency_key\"") ? "new" : "read";
	}

	private static void count(Map<String, AtomicLong> counts, String kind) {
		counts.computeIfAbsent(kind, (any) -> new AtomicLong()).incrementAndGet();
	}

	/** Answers that are not what such a call has to get. */
	Map<String, AtomicLong> unexpected() {
		return this.unexpected;
	}

	@Override
	public String toString() {
		return "answers: " + new TreeMap<>(this.answers);
	}

}
