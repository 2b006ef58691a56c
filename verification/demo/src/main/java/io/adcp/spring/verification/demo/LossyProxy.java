package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.verification.demo.WireEvents.Answer;
import io.adcp.spring.verification.demo.WireEvents.Buy;
import io.adcp.spring.verification.harness.Fault;
import io.adcp.spring.verification.harness.Line;
import io.adcp.spring.verification.harness.Relay;
import io.adcp.spring.verification.harness.Relay.Passage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wire between buyer and seller. It hands each request on, waits for the whole
 * answer, and then either passes it on or drops the buyer's connection without a byte:
 * the seller has done the work and the buyer cannot know.
 */
final class LossyProxy implements Line, AutoCloseable {

	private final JsonMapper jsonMapper = JsonMapper.shared();

	private final Map<String, String> firstArguments = new ConcurrentHashMap<>();

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger changedRequests = new AtomicInteger();

	private final AtomicInteger answers = new AtomicInteger();

	private final WireEvents events;

	private final boolean passesKeys;

	private final Relay relay;

	private volatile int sellerPort;

	LossyProxy(WireEvents events) throws IOException {
		this(events, true);
	}

	/**
	 * Create a wire.
	 * @param events decides what is lost
	 * @param passesKeys whether the seller sees the buyer's keys. Otherwise each attempt
	 * reaches it under a key of its own, so that it cannot know that it is a repetition
	 */
	LossyProxy(WireEvents events, boolean passesKeys) throws IOException {
		this.events = events;
		this.passesKeys = passesKeys;
		this.relay = new Relay(this, new Random());
	}

	/**
	 * Return where the buyer finds the wire.
	 * @return the address, without a path
	 */
	URI address() {
		return this.relay.address();
	}

	/**
	 * Lead the wire to a seller.
	 * @param port the seller's port on loopback
	 */
	void leadTo(int port) {
		this.sellerPort = port;
	}

	/**
	 * Return how many buys were sent so far, whatever became of them.
	 * @return the number of {@code create_media_buy} requests
	 */
	int buysSent() {
		return this.requests.get();
	}

	/**
	 * Return how many buys were not equal, to the last byte, to the first one that was
	 * sent under the same key.
	 * @return the number, 0 where the buyer keeps its word
	 */
	int buysChanged() {
		return this.changedRequests.get();
	}

	@Override
	public Fault fault(Passage passage) {
		Buy buy = buy(passage.body());
		if (buy != null) {
			count(passage.body());
			this.events.sent(buy);
		}
		return Fault.NONE;
	}

	@Override
	public @Nullable HttpResponse<byte[]> forward(Passage passage) throws InterruptedException {
		try {
			return passage.forward(this.sellerPort, Map.of(), onward(passage.body()));
		}
		catch (IOException ex) {
			Buy buy = buy(passage.body());
			if (buy != null) {
				this.events.unanswered(buy);
			}
			return null;
		}
	}

	@Override
	public boolean passesOn(Passage passage, HttpResponse<byte[]> response) {
		Buy buy = buy(passage.body());
		if (buy == null) {
			return true;
		}
		JsonNode result = read(response.body()).path("result");
		Answer answer = new Answer(this.answers.incrementAndGet(), buy,
				result.path("structuredContent").path("replayed").asBoolean(false),
				response.statusCode() != 200 || result.path("isError").asBoolean(false),
				result.path("structuredContent").path("status").asString("").equals("submitted"));
		return this.events.passesOn(answer);
	}

	private byte[] onward(byte[] body) {
		String key = key(read(body).path("params"));
		return (this.passesKeys || key.isEmpty()) ? body
				: new String(body, StandardCharsets.UTF_8).replace(key, UUID.randomUUID().toString())
					.getBytes(StandardCharsets.UTF_8);
	}

	private void count(byte[] body) {
		this.requests.incrementAndGet();
		String key = key(read(body).path("params"));
		// The message around them has an id of its own each time
		String text = new String(body, StandardCharsets.UTF_8);
		text = text.substring(text.indexOf("\"arguments\":"));
		String first = this.firstArguments.putIfAbsent(key, text);
		if (first != null && !first.equals(text)) {
			this.changedRequests.incrementAndGet();
		}
	}

	private @Nullable Buy buy(byte[] body) {
		JsonNode params = read(body).path("params");
		if (!"create_media_buy".equals(params.path("name").asString(""))) {
			return null;
		}
		String key = key(params);
		String campaign = params.path("arguments").path("po_number").asString("?");
		return new Buy(campaign, key.substring(0, Math.min(8, key.length())));
	}

	private static String key(JsonNode params) {
		return params.path("arguments").path("idempotency_key").asString("");
	}

	// An answer may also come as an event stream: its data lines are the JSON
	private JsonNode read(byte[] body) {
		String text = new String(body, StandardCharsets.UTF_8);
		String json = text.lines()
			.filter((line) -> line.startsWith("data:"))
			.map((line) -> line.substring(5))
			.findFirst()
			.orElse(text);
		return json.isBlank() ? this.jsonMapper.createObjectNode() : this.jsonMapper.readTree(json);
	}

	@Override
	public void close() {
		this.relay.close();
	}

}
