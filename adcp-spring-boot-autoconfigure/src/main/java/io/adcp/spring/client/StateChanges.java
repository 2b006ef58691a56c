package io.adcp.spring.client;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether a call changes the seller's state. Its task alone does not tell: some tasks
 * that AdCP lists among the reads do so when they are asked to.
 */
final class StateChanges {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private StateChanges() {
	}

	/**
	 * Return whether a call certainly changes nothing, so that it can be sent any number
	 * of times.
	 */
	static boolean isRead(String task, byte[] arguments) {
		return AdcpTaskCatalog.find(task)
			.filter((definition) -> !definition.changesState()
					|| definition.keys().containsValue(AdcpTaskCatalog.Key.OPTIONAL))
			.isPresent() && !isChangingRead(task, arguments);
	}

	/**
	 * Return whether a call that AdCP requires no key for changes state, and needs one
	 * all the same: a {@code get_products} that finalizes proposals commits them and
	 * holds inventory (AdCP 3.1), one that wants to be told of its end allocates a task,
	 * and {@code get_creative_features} starts an evaluation that has to be paid (AdCP
	 * 3.2).
	 */
	static boolean isChangingRead(String task, byte[] arguments) {
		return switch (task) {
			case AdcpTask.GET_PRODUCTS -> changes(arguments);
			case AdcpTask.GET_CREATIVE_FEATURES -> true;
			default -> false;
		};
	}

	private static boolean changes(byte[] arguments) {
		try {
			JsonNode request = MAPPER.readTree(arguments);
			return request.path("push_notification_config").isObject() || request.path("refine")
				.valueStream()
				.anyMatch((refinement) -> "finalize".equals(refinement.path("action").stringValue(null)));
		}
		catch (JacksonException ex) {
			// what cannot be read is refused where it is frozen
			return false;
		}
	}

}
