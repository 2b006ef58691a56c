package io.adcp.spring.client;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.Recovery;
import tools.jackson.databind.JsonNode;

/**
 * An answer that says by its {@code status} alone that the task failed. The same words
 * also tell the state of what the answer is about: of a media buy or a grant of rights in
 * AdCP 3.0, and of the task that was asked for.
 */
final class StatusFailure {

	private static final Set<String> TURNED_DOWN = Set.of("rejected", "canceled");

	private static final List<String> HAVE_A_STATUS = List.of("media_buy_id", "rights_id", "creative_id", "task_type");

	private StatusFailure() {
	}

	static boolean isIn(AdcpCall call, JsonNode content) {
		String status = content.path("status").stringValue("");
		if (AdcpTask.GET_TASK_STATUS.equals(call.task()) && content.has("task_id")) {
			return false;
		}
		if (status.equals("failed")) {
			return !content.has("task_type");
		}
		// In AdCP 3.2, rejecting a search for products is no failure
		return TURNED_DOWN.contains(status) && !AdcpTask.GET_PRODUCTS.equals(call.task())
				&& HAVE_A_STATUS.stream().noneMatch(content::has);
	}

	/**
	 * Make the exception. Since the seller gives no reason, nothing is known that could
	 * be corrected or would pass.
	 */
	static AdcpTaskException of(AdcpCall call, JsonNode content) {
		String status = content.path("status").stringValue("");
		String message = content.path("message").stringValue("the seller gave no error");
		return new AdcpTaskException(
				List.of(AdcpError.of("TASK_" + status.toUpperCase(Locale.ROOT), message, Recovery.TERMINAL)),
				call.idempotencyKey(), null);
	}

}
