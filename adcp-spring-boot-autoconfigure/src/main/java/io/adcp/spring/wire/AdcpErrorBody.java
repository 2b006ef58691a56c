package io.adcp.spring.wire;

import java.util.List;
import java.util.Set;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of an answer that is an error: {@code adcp_error} with the error that decided,
 * {@code errors} with all of them, {@code context} as the request had it, and the
 * {@code status} {@code failed}. Read with leniency.
 *
 * @since 0.1.0
 */
public final class AdcpErrorBody {

	private static final Set<String> FAILED = Set.of("failed", "rejected", "canceled");

	/** What stands beside a task's own fields, or beside its errors. */
	private static final Set<String> ENVELOPE = Set.of("errors", "status", "replayed", "context", "context_id",
			"task_id", "message", "timestamp", "ext", "idempotency_key", "adcp_version", "adcp_major_version");

	private AdcpErrorBody() {
	}

	/**
	 * Write the body for one error.
	 * @param error the error
	 * @param context the request's {@code context}, or {@code null} where it had none
	 * @return the body
	 */
	public static ObjectNode write(AdcpError error, @Nullable JsonNode context) {
		return write(List.of(error), context, null);
	}

	/**
	 * Write the body for some errors. Of a conflict nothing is told but code, message and
	 * recovery (AdCP 3.2 idempotency, rule 5). For AdCP 3.0 the recovery stands in
	 * {@code errors} alone, because its conformance runner takes more in
	 * {@code adcp_error} for a leak.
	 * @param errors the errors, at least one; the first is the one that decided
	 * @param context the request's {@code context}, or {@code null} where it had none
	 * @param version the release that the caller is served, or {@code null} where that is
	 * not known
	 * @return the body
	 */
	public static ObjectNode write(List<AdcpError> errors, @Nullable JsonNode context, @Nullable AdcpVersion version) {
		AdcpError first = errors.get(0);
		ObjectNode body = JsonNodeFactory.instance.objectNode();
		ObjectNode main = ErrorJson.write(first);
		boolean before31 = version == null || version.compareTo(AdcpVersion.V3_1) < 0;
		if (first.is(AdcpErrorCode.IDEMPOTENCY_CONFLICT) && before31) {
			main.remove(ErrorJson.RECOVERY);
		}
		body.set("adcp_error", main);
		ArrayNode all = body.putArray("errors");
		errors.forEach((error) -> all.add(ErrorJson.write(error)));
		if (context != null) {
			body.set("context", context);
		}
		body.put("status", "failed");
		if (version != null) {
			body.put("adcp_version", version.toString());
		}
		return body;
	}

	/**
	 * Read the errors of a body. Any code is taken as it is. An absent recovery is the
	 * one that AdCP gives to the code, an unknown one, or an absent one of an unknown
	 * code, is transient. What else is not as expected is passed over.
	 * @param body the body
	 * @return the errors, the one that decided first; empty where the body has none
	 */
	public static List<AdcpError> read(JsonNode body) {
		return ErrorJson.readAll(body.path("adcp_error"), body.path("errors"));
	}

	/**
	 * Return whether a body says that the task failed, so that nothing of it may be
	 * stored (AdCP 3.1 idempotency, rule 3). A success with warnings in {@code errors} is
	 * not such a body.
	 * @param body the body that a handler returned, or a seller sent
	 * @return {@code true} where it has an {@code adcp_error}, or errors together with a
	 * failed, rejected or canceled status, or errors and no field of the task's own
	 */
	public static boolean isError(JsonNode body) {
		if (body.path("adcp_error").isObject()) {
			return true;
		}
		JsonNode errors = body.path("errors");
		if (!errors.isArray() || errors.isEmpty()) {
			return false;
		}
		return FAILED.contains(body.path("status").asString("")) || ENVELOPE.containsAll(body.propertyNames());
	}

}
