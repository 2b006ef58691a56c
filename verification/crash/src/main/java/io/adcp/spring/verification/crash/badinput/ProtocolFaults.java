package io.adcp.spring.verification.crash.badinput;

import java.util.List;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Around the arguments: JSON-RPC and MCP as they are not meant. Over REST, where there is
 * nothing around them, the task is another one.
 */
final class ProtocolFaults {

	private static final List<String> METHODS = List.of("initialize", "ping", "tools/list", "tools/call",
			"notifications/initialized", "notifications/cancelled", "resources/list", "resources/read", "prompts/get",
			"completion/complete", "logging/setLevel", "sampling/createMessage", "roots/list", "tools/Call",
			"tools/call ", "rpc.discover", "", "../tools/call", "constructor", "message/send");

	private static final List<String> TASKS = List.of("sync_audiences", "sync_catalogs", "activate_signal",
			"create_property_list", "get_adcp_capabilities", "list_creative_formats", "comply_test_controller", "x", "",
			"CREATE_MEDIA_BUY", "create_media_buy ", "si_send_message", "get_signals", "toString");

	private static final List<String> IDS = List.of("null", "1.5", "true", "{}", "[]", "\"\"", "-1",
			"9223372036854775808", "1E2", "\"\\u0000\"", "\"\\ud800\"", "1e400", "12345678901234567890123");

	private ProtocolFaults() {
	}

	static void otherMethod(Draft draft) {
		ObjectNode message = (ObjectNode) draft.message();
		message.put("method", Tricks.one(METHODS, draft.random()));
		if (draft.random().nextInt(3) == 0) {
			message.remove("id");
		}
		if (draft.random().nextInt(3) == 0) {
			message.set("params", Tricks.otherType(draft.random()));
		}
	}

	static void otherId(Draft draft) {
		((ObjectNode) draft.message()).set("id", Tricks.raw(Tricks.one(IDS, draft.random())));
	}

	static void noId(Draft draft) {
		((ObjectNode) draft.message()).remove("id");
	}

	static void otherEnvelope(Draft draft) {
		Random random = draft.random();
		ObjectNode message = (ObjectNode) draft.message();
		List<Spot> spots = Spot.all(message).stream().filter((spot) -> isOutside(spot, draft)).toList();
		Spot spot = Tricks.one(spots, random);
		switch (random.nextInt(3)) {
			case 0 -> spot.remove();
			case 1 -> spot.set(Tricks.otherType(random));
			default -> spot.set(Tricks.text(random));
		}
	}

	// Spots within the arguments are other faults' business
	@SuppressWarnings("ReferenceEquality")
	private static boolean isOutside(Spot spot, Draft draft) {
		JsonNode params = draft.message().path("params");
		return spot.parent() == draft.message() || spot.parent() == params;
	}

	static void metadata(Draft draft) {
		Random random = draft.random();
		ObjectNode message = (ObjectNode) draft.message();
		ObjectNode params = (ObjectNode) message.path("params");
		String[] names = { "_meta", "task", "progressToken", "cursor", "protocolVersion", "capabilities" };
		params.set(names[random.nextInt(names.length)], Tricks.otherType(random));
	}

	static void otherTask(Draft draft) {
		String task = Tricks.one(TASKS, draft.random());
		if (draft.rest()) {
			draft.line("POST /rest/" + task.replace(' ', '+') + " HTTP/1.1");
		}
		else {
			((ObjectNode) draft.message().path("params")).put("name", task);
		}
	}

}
