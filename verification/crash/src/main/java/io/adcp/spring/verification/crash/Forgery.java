package io.adcp.spring.verification.crash;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.adcp.spring.signature.SignatureProfile;
import io.adcp.spring.signature.SigningKey;
import io.adcp.spring.verification.crash.purchaser.Purchaser;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is made of a webhook that a seller has sent: something that must be refused, or
 * something that must be taken and have no effect.
 */
enum Forgery {

	UNSIGNED, WRONG_KEY, UNKNOWN_KEY, WRONG_DIGEST, CHANGED_BODY, CHANGED_BODY_AND_DIGEST, EXPIRED, WRONG_OPERATION,
	OTHER_SELLERS_KEY, OTHER_SELLERS_PATH,

	/** The very same request, after it was taken. */
	REPLAYED,

	/** Another body under the key of an event that was taken. */
	CHANGED_EVENT,

	/** The seller's own repetition, with a new signature. */
	REPEATED,

	/** The seller's own word of an earlier state, which comes after the end. */
	LATE;

	private static final String FORGED = "forged-";

	private static final Set<Forgery> ONLY_ONCE_TAKEN = Set.of(REPLAYED, CHANGED_EVENT);

	private static final Set<Forgery> GENUINE = Set.of(REPEATED, LATE);

	private static final Duration LONG_AGO = Duration.ofMinutes(20);

	/** Whether it must be refused. */
	boolean isForged() {
		return !GENUINE.contains(this);
	}

	/** Whether it is only a forgery if the webhook itself was taken. */
	boolean needsTaken() {
		return ONLY_ONCE_TAKEN.contains(this);
	}

	/**
	 * Make it.
	 * @param webhook the seller's own
	 * @param keys what to sign with
	 */
	Message of(SentWebhook webhook, Keys keys) {
		byte[] changed = changed(webhook.body(), false);
		byte[] newEvent = changed(webhook.body(), true);
		return switch (this) {
			case UNSIGNED -> new Message(webhook.url(), Map.of(), newEvent);
			case WRONG_KEY -> signed(webhook.url(), newEvent, keys.wrong(), Instant.now());
			case UNKNOWN_KEY -> signed(webhook.url(), newEvent, keys.unknown(), Instant.now());
			case WRONG_DIGEST -> with(webhook, webhook.body(), digest(webhook, newEvent, keys));
			case CHANGED_BODY -> new Message(webhook.url(), webhook.signature(), changed);
			case CHANGED_BODY_AND_DIGEST -> with(webhook, changed, digest(webhook, changed, keys));
			case EXPIRED -> signed(webhook.url(), newEvent, keys.seller(), Instant.now().minus(LONG_AGO));
			case WRONG_OPERATION -> signed(webhook.url(), otherOperation(webhook.body()), keys.seller(), Instant.now());
			case OTHER_SELLERS_KEY -> signed(webhook.url(), newEvent, keys.otherSeller(), Instant.now());
			case OTHER_SELLERS_PATH -> signed(webhook.url().replaceFirst("[^/]+$", Purchaser.OTHER_SELLER), newEvent,
					keys.otherSeller(), Instant.now());
			case REPLAYED -> new Message(webhook.url(), webhook.signature(), webhook.body());
			case CHANGED_EVENT -> signed(webhook.url(), changed, keys.seller(), Instant.now());
			case REPEATED -> signed(webhook.url(), webhook.body(), keys.seller(), Instant.now());
			case LATE -> signed(webhook.url(), earlierState(webhook.body()), keys.seller(), Instant.now());
		};
	}

	private static Message signed(String url, byte[] body, SigningKey key, Instant now) {
		return new Message(url, key.signer(SignatureProfile.WEBHOOK).sign("POST", url, "application/json", body, now),
				body);
	}

	private static Message with(SentWebhook webhook, byte[] body, String digest) {
		Map<String, String> headers = new LinkedHashMap<>(webhook.signature());
		headers.put(SentWebhook.DIGEST, digest);
		return new Message(webhook.url(), headers, body);
	}

	private static String digest(SentWebhook webhook, byte[] body, Keys keys) {
		return String
			.valueOf(signed(webhook.url(), body, keys.wrong(), Instant.now()).signature().get(SentWebhook.DIGEST));
	}

	private static byte[] changed(byte[] body, boolean asNewEvent) {
		ObjectNode tree = tree(body);
		tree.put("status", "completed").putObject("result").put("media_buy_id", FORGED + UUID.randomUUID());
		return bytes(asNewEvent ? tree.put("idempotency_key", UUID.randomUUID().toString()) : tree);
	}

	private static byte[] otherOperation(byte[] body) {
		return bytes(tree(body).put("operation_id", UUID.randomUUID().toString())
			.put("idempotency_key", UUID.randomUUID().toString()));
	}

	private static byte[] earlierState(byte[] body) {
		ObjectNode tree = tree(body);
		tree.remove("result");
		return bytes(tree.put("status", "working").put("idempotency_key", UUID.randomUUID().toString()));
	}

	private static ObjectNode tree(byte[] body) {
		return (ObjectNode) JsonMapper.shared().readTree(body);
	}

	private static byte[] bytes(ObjectNode tree) {
		return tree.toString().getBytes(StandardCharsets.UTF_8);
	}

	/** Whether somebody has believed a forged end. */
	static boolean isForged(String mediaBuyId) {
		return mediaBuyId.startsWith(FORGED);
	}

	/**
	 * What forgers sign with.
	 *
	 * @param seller the seller's own key, for what is true or nearly so
	 * @param otherSeller the key of another seller that the buyer knows
	 * @param wrong a key with the id of the seller's
	 * @param unknown a key that nobody publishes
	 */
	record Keys(SigningKey seller, SigningKey otherSeller, SigningKey wrong, SigningKey unknown) {
	}

	/**
	 * A request to a receiver.
	 *
	 * @param url where to send it
	 * @param signature the headers of the signature, if it has one
	 * @param body the body
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Message(String url, Map<String, String> signature, byte[] body) {
	}

}
