package io.adcp.spring.downstream;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer is told of another system's refusal: never the id of the call (AdCP 3.2
 * idempotency, rule 10).
 */
final class BuyerErrors {

	private static final String STRIPPED = "***";

	private BuyerErrors() {
	}

	/**
	 * Return the errors for a refusal.
	 * @param failure what the call threw
	 * @param requestId the call's id
	 * @return the errors, at least one
	 */
	static List<AdcpError> of(Throwable failure, String requestId) {
		if (failure instanceof AdcpException adcp) {
			return adcp.errors().stream().map((error) -> strip(error, requestId)).toList();
		}
		return List
			.of(AdcpError.of(AdcpErrorCode.VALIDATION_ERROR, "A system that this request depends on has refused it."));
	}

	private static AdcpError strip(AdcpError error, String id) {
		return new AdcpError(error.code(), text(error.message(), id), error.recovery(), textOrNull(error.field(), id),
				error.retryAfter(), textOrNull(error.suggestion(), id),
				error.issues().stream().map((issue) -> map(issue, id)).toList(), map(error.details(), id));
	}

	private static Map<String, Object> map(Map<String, Object> values, String id) {
		return values.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> text(entry.getKey(), id), (entry) -> value(entry.getValue(), id)));
	}

	private static Object value(Object value, String id) {
		if (value instanceof Map<?, ?> map) {
			return map.entrySet()
				.stream()
				.collect(Collectors.toMap((entry) -> text(String.valueOf(entry.getKey()), id),
						(entry) -> value(entry.getValue(), id)));
		}
		if (value instanceof List<?> list) {
			return list.stream().map((element) -> value(element, id)).toList();
		}
		return (value instanceof Number || value instanceof Boolean) ? value : text(value.toString(), id);
	}

	private static @Nullable String textOrNull(@Nullable String text, String id) {
		return (text != null) ? text(text, id) : null;
	}

	private static String text(String text, String id) {
		return text.replace(id, STRIPPED);
	}

}
