package io.adcp.spring.verification.crash.badinput;

import java.util.List;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Well-formed or nearly so, with values that do not fit.
 */
final class ValueFaults {

	private static final List<String> DATES = List.of("start_time", "end_time");

	private ValueFaults() {
	}

	static void wrongType(Draft draft) {
		anywhere(draft).set(Tricks.otherType(draft.random()));
	}

	static void nullField(Draft draft) {
		anywhere(draft).set(JsonNodeFactory.instance.nullNode());
	}

	static void missingField(Draft draft) {
		anywhere(draft).remove();
	}

	static void hugeNumber(Draft draft) {
		List<Spot> numbers = Spot.all(draft.arguments()).stream().filter((spot) -> spot.get().isNumber()).toList();
		Spot spot = numbers.isEmpty() ? anywhere(draft) : Tricks.one(numbers, draft.random());
		spot.set(Tricks.number(draft.random()));
	}

	static void strangeText(Draft draft) {
		Random random = draft.random();
		List<Spot> texts = Spot.all(draft.arguments()).stream().filter((spot) -> spot.get().isString()).toList();
		Spot spot = texts.isEmpty() ? anywhere(draft) : Tricks.one(texts, random);
		spot.set(Tricks.text(random));
	}

	static void strangeTime(Draft draft) {
		draft.arguments().put(Tricks.one(DATES, draft.random()), Tricks.time(draft.random()));
	}

	/** SQL in every string but the key, so that the request gets as far as it can. */
	static void sqlEverywhere(Draft draft) {
		for (Spot spot : Spot.all(draft.arguments())) {
			if (spot.get().isString() && !spot.name().equals("idempotency_key")) {
				spot.set(StringNode.valueOf(Tricks.sql(draft.random())));
			}
		}
	}

	/** SQL in one string only: the rest is in order, and it is likely to be stored. */
	static void sqlSomewhere(Draft draft) {
		Random random = draft.random();
		List<Spot> texts = Spot.all(draft.arguments())
			.stream()
			.filter((spot) -> spot.get().isString() && !spot.name().equals("idempotency_key"))
			.toList();
		Tricks.one(texts, random).set(StringNode.valueOf(Tricks.sql(random)));
	}

	static void longText(Draft draft) {
		Random random = draft.random();
		int[] lengths = { 51, 101, 256, 2_001, 4_001, 70_000 };
		List<Spot> texts = Spot.all(draft.arguments()).stream().filter((spot) -> spot.get().isString()).toList();
		Tricks.one(texts, random).set(StringNode.valueOf("w".repeat(lengths[random.nextInt(lengths.length)])));
	}

	static void unknownFields(Draft draft) {
		Random random = draft.random();
		List<Spot> objects = Spot.all(draft.arguments()).stream().filter((spot) -> spot.get().isObject()).toList();
		ObjectNode object = (ObjectNode) Tricks.one(objects, random).get();
		String[] names = { "", "__proto__", "@class", "@type", "$ref", "constructor", "class", "a.b[0]", "\u0000" };
		object.set(names[random.nextInt(names.length)], Tricks.otherType(random));
	}

	static void unsupported(Draft draft) {
		Random random = draft.random();
		String[] names = { "proposal_id", "revision", "canceled", "cancellation_reason", "new_packages",
				"push_notification_config", "governance_context", "context_id", "buyer_refs", "delete_missing",
				"creative_ids", "assignments", "adcp_major_version", "pagination", "filters", "brief" };
		draft.arguments().set(names[random.nextInt(names.length)], Tricks.otherType(random));
	}

	static void manyElements(Draft draft) {
		List<Spot> arrays = Spot.all(draft.arguments()).stream().filter((spot) -> spot.get().isArray()).toList();
		JsonNode array = arrays.isEmpty() ? draft.arguments().putArray("packages")
				: Tricks.one(arrays, draft.random()).get();
		JsonNode element = array.isEmpty() ? JsonNodeFactory.instance.objectNode() : array.get(0);
		for (int i = draft.random().nextInt(2) * 4000 + 101; i > 0; i--) {
			((tools.jackson.databind.node.ArrayNode) array).add(element);
		}
	}

	static void deepNesting(Draft draft) {
		JsonNode deep = Tricks.deep(draft.random());
		if (draft.random().nextBoolean()) {
			anywhere(draft).set(deep);
		}
		else {
			draft.arguments().set(draft.random().nextBoolean() ? "context" : "ext", deep);
		}
	}

	static void megabyteName(Draft draft) {
		int length = draft.random().nextBoolean() ? 1 << 20 : 60_000;
		draft.arguments().set("n".repeat(length), Tricks.otherType(draft.random()));
	}

	static void strangeContext(Draft draft) {
		Random random = draft.random();
		draft.arguments().set("context", random.nextBoolean() ? Tricks.otherType(random) : Tricks.text(random));
	}

	static void strangeAccount(Draft draft) {
		Random random = draft.random();
		ObjectNode account = draft.arguments().putObject("account");
		switch (random.nextInt(4)) {
			case 0 -> account.put("account_id", Tricks.sql(random));
			case 1 -> account.set("account_id", Tricks.otherType(random));
			case 2 -> account.put("account_id", "acc_" + random.nextInt()).put("operator", "x");
			default ->
				account.put("operator", "op-" + random.nextInt(200)).putObject("brand").put("domain", "d.example");
		}
	}

	private static Spot anywhere(Draft draft) {
		return Spot.any(draft.arguments(), draft.random());
	}

}
