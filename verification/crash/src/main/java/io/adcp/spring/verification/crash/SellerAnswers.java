package io.adcp.spring.verification.crash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every answer that any seller gave, compared byte for byte with the first one under the
 * same key. What the envelope says of the single answer, in front of the task's own
 * bytes, is left out.
 */
final class SellerAnswers {

	/** What the envelope says of one answer; in AdCP 3.0, {@code status} is the buy's. */
	private static final List<String> ENVELOPE = List.of("status", "replayed", "idempotency_key", "context",
			"adcp_version");

	private final JsonMapper mapper = JsonMapper.shared();

	private final Map<String, String> firstAnswers = new ConcurrentHashMap<>();

	private final Map<String, String> firstRequests = new ConcurrentHashMap<>();

	private final AtomicLong sent = new AtomicLong();

	private final AtomicLong fresh = new AtomicLong();

	private final AtomicLong replayed = new AtomicLong();

	private final Map<String, AtomicLong> errors = new ConcurrentHashMap<>();

	private final Queue<String> mismatches = new ConcurrentLinkedQueue<>();

	private final CompletableFuture<Void> enough = new CompletableFuture<>();

	private final int wanted;

	/**
	 * Begin without any.
	 * @param wanted how many campaigns are enough
	 */
	SellerAnswers(int wanted) {
		this.wanted = wanted;
	}

	/**
	 * Note a request.
	 * @param body what a buyer sent
	 * @return its campaign, or {@code null} where it has no key
	 */
	@Nullable String request(byte[] body) {
		String campaign = campaign(body);
		if (campaign == null) {
			return null;
		}
		this.sent.incrementAndGet();
		JsonNode arguments = arguments(body);
		String key = arguments.path("idempotency_key").asString("");
		String digest = digest(arguments.toString());
		String first = this.firstRequests.putIfAbsent(campaign, key + digest);
		if (first != null && !first.equals(key + digest)) {
			this.mismatches.add("Campaign " + campaign + " was sent with another key or other bytes");
		}
		if (first == null && calls() >= this.wanted) {
			this.enough.complete(null);
		}
		return campaign;
	}

	/**
	 * Read what a request is about, and do not note it.
	 * @param body what a buyer sent
	 * @return its campaign, or {@code null} where it has no key
	 */
	@Nullable String campaign(byte[] body) {
		JsonNode arguments = arguments(body);
		boolean keyed = !arguments.path("idempotency_key").asString("").isEmpty();
		return keyed ? arguments.path("po_number").asString("") : null;
	}

	private JsonNode arguments(byte[] body) {
		return this.mapper.readTree(body).path("params").path("arguments");
	}

	/**
	 * Note an answer.
	 * @param campaign what it was about
	 * @param body what the seller answered
	 */
	Kind answer(String campaign, int status, byte[] body) {
		if (status != 200) {
			return error("HTTP " + status);
		}
		JsonNode result = this.mapper.readTree(body).path("result");
		String text = result.path("content").path(0).path("text").asString("");
		if (result.path("isError").asBoolean(false)) {
			return error(this.mapper.readTree(text).path("adcp_error").path("code").asString("?"));
		}
		JsonNode answer = StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
		if (!answer.path("replayed").isBoolean() || !answer.path("idempotency_key").isString()) {
			this.mismatches.add("Campaign " + campaign + ": an answer without the envelope: " + text);
			return Kind.ERROR;
		}
		String inner = digest(inner(answer));
		String first = this.firstAnswers.putIfAbsent(campaign, inner);
		if (first != null && !first.equals(inner)) {
			this.mismatches.add("Campaign " + campaign + " got an answer that differs from its first");
		}
		boolean replay = answer.path("replayed").booleanValue();
		(replay ? this.replayed : this.fresh).incrementAndGet();
		return replay ? Kind.REPLAY : Kind.FRESH;
	}

	// With all its digits, and in its order
	static String inner(JsonNode answer) {
		return ((ObjectNode) answer).deepCopy().remove(ENVELOPE).toString();
	}

	private Kind error(String code) {
		this.errors.computeIfAbsent(code, (any) -> new AtomicLong()).incrementAndGet();
		return switch (code) {
			case "IDEMPOTENCY_IN_FLIGHT" -> Kind.IN_FLIGHT;
			case "IDEMPOTENCY_CONFLICT" -> Kind.CONFLICT;
			case "BUDGET_TOO_LOW" -> Kind.REFUSAL;
			default -> Kind.ERROR;
		};
	}

	/**
	 * Compare what a seller has stored with what it has answered.
	 * @param campaign the campaign
	 * @param stored the stored response
	 */
	void stored(String campaign, byte[] stored) {
		String first = this.firstAnswers.get(campaign);
		if (first != null && !first.equals(digest(inner(StrictJson.read(stored))))) {
			this.mismatches.add("Campaign " + campaign + " got an answer that differs from the stored one");
		}
	}

	/** How many campaigns were sent at least once. */
	int calls() {
		return this.firstRequests.size();
	}

	/** Completes when enough campaigns were sent. */
	CompletableFuture<Void> enough() {
		return this.enough;
	}

	Queue<String> mismatches() {
		return this.mismatches;
	}

	@Override
	public String toString() {
		return "requests=%d answers: first=%d replayed=%d errors=%s".formatted(this.sent.get(), this.fresh.get(),
				this.replayed.get(), this.errors);
	}

	static String digest(String text) {
		return digest(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String digest(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What an answer is.
	 */
	enum Kind {

		FRESH, REPLAY, IN_FLIGHT, CONFLICT, REFUSAL, ERROR

	}

}
