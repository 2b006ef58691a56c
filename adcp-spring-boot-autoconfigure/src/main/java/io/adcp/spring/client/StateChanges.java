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
			.filter((definition) -> definition.kind() == AdcpTaskCatalog.Kind.READ)
			.isPresent() && !isChangingRead(task, arguments);
	}

	/**
	 * Return whether a call of a read changes state, and needs a key for it: a
	 * {@code get_products} that finalizes proposals commits them and holds inventory
	 * (AdCP 3.1), and {@code get_creative_features} starts an evaluation that has to be
	 * paid (AdCP 3.2).
	 */
	static boolean isChangingRead(String task, byte[] arguments) {
		return switch (task) {
			case AdcpTask.GET_PRODUCTS -> finalizes(arguments);
			case AdcpTask.GET_CREATIVE_FEATURES -> true;
			default -> false;
		};
	}

	private static boolean finalizes(byte[] arguments) {
		try {
			for (JsonNode refinement : MAPPER.readTree(arguments).path("refine")) {
				if ("finalize".equals(refinement.path("action").stringValue(null))) {
					return true;
				}
			}
		}
		catch (JacksonException ex) {
			// what cannot be read is refused where it is frozen
		}
		return false;
	}

}
