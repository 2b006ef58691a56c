package io.adcp.spring.verification.crash.badinput;

import java.util.Random;

/**
 * Keys that are none, and keys that are somebody else's.
 */
final class KeyFaults {

	private static final String NAME = "idempotency_key";

	private KeyFaults() {
	}

	static void malformed(Draft draft) {
		Random random = draft.random();
		String key = Good.key(random);
		String[] keys = { key.substring(0, 15), key + "/", key + " ", " " + key, key + "\n", key + "\u00e9", key + "'",
				key + key + key + key + key + key, key.replace('-', '\u2010'), key + "\u0000",
				key + "'; DELETE FROM robots; --" };
		draft.arguments().put(NAME, keys[random.nextInt(keys.length)]);
	}

	static void guessable(Draft draft) {
		Random random = draft.random();
		String[] keys = { "k".repeat(36), "kfkfkfkfkfkfkfkfkfkf", "kf-kf-kf-kf-kf-kf-kf-kf", "kfghijklmnopqrstuvwxyz",
				"000000000000000kf", "kf00000000000000000000000000000000", "test-test-test-test-test" };
		draft.arguments().put(NAME, keys[random.nextInt(keys.length)]);
	}

	static void noString(Draft draft) {
		draft.arguments().set(NAME, Tricks.otherType(draft.random()));
	}

	static void strangeCharacters(Draft draft) {
		draft.arguments().set(NAME, Tricks.text(draft.random()));
	}

	static void missing(Draft draft) {
		draft.arguments().remove(NAME);
	}

	static void megabytes(Draft draft) {
		draft.arguments().put(NAME, Good.key(draft.random()) + "M".repeat(1 << 20));
	}

	/** What another tenant has used: for this one it is a key like any other. */
	static Tampering ofAnotherTenant(Stock stock) {
		return (draft) -> {
			Tenant other = draft.tenant();
			while (other.equals(draft.tenant())) {
				other = Tricks.one(Tenant.ALL, draft.random());
			}
			Stock.Buy foreign = stock.any(other, draft.rest(), draft.random());
			draft.arguments().put(NAME, foreign.key());
			if (draft.random().nextBoolean() && draft.arguments().has("media_buy_id")) {
				draft.arguments().put("media_buy_id", foreign.id());
			}
		};
	}

	/** What this tenant has used, with another payload. */
	static Tampering usedBefore(Stock stock) {
		return (draft) -> draft.arguments().put(NAME, stock.any(draft.tenant(), draft.rest(), draft.random()).key());
	}

}
