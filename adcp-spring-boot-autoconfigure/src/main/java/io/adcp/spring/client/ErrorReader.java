package io.adcp.spring.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.Recovery;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an error's body leniently: peers differ in where they put what, and whatever can
 * be understood decides whether money is spent twice.
 */
final class ErrorReader {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final long MAX_RETRY_AFTER_SECONDS = 604_800;

	private ErrorReader() {
	}

	/**
	 * Return whether an answer that the transport does not mark as an error is one.
	 */
	static boolean isError(JsonNode content) {
		return content.path("adcp_error").isObject()
				|| ("failed".equals(content.path("status").stringValue(null)) && !content.path("errors").isEmpty());
	}

	static AdcpError read(JsonNode content) {
		JsonNode error = content.path("adcp_error");
		JsonNode first = content.path("errors").path(0);
		if (!error.isObject()) {
			error = first.isObject() ? first : content;
		}
		String code = text(error, "code", AdcpErrorCode.SERVICE_UNAVAILABLE.name());
		String message = text(error, "message", "The seller gave no message");
		return new AdcpError(code, message, recovery(code, error, first), error.path("field").stringValue(null),
				retryAfter(error), error.path("suggestion").stringValue(null), issues(error.path("issues")),
				object(error.path("details")));
	}

	/**
	 * Some sellers put the recovery class into one of the two places only; where it is in
	 * neither, a code that AdCP defines has the class that AdCP gives to it.
	 */
	private static Recovery recovery(String code, JsonNode error, JsonNode first) {
		String word = error.path("recovery").stringValue(null);
		if (word == null && code.equals(first.path("code").stringValue(null))) {
			word = first.path("recovery").stringValue(null);
		}
		if (word == null) {
			return AdcpErrorCode.find(code).map(AdcpErrorCode::recovery).orElse(Recovery.TRANSIENT);
		}
		return Recovery.fromWire(word);
	}

	private static @Nullable Duration retryAfter(JsonNode error) {
		JsonNode seconds = error.path("retry_after");
		if (!seconds.isNumber() || seconds.decimalValue().signum() < 0) {
			return null;
		}
		BigDecimal bounded = seconds.decimalValue().min(BigDecimal.valueOf(MAX_RETRY_AFTER_SECONDS));
		return Duration.ofSeconds(bounded.setScale(0, RoundingMode.CEILING).longValue());
	}

	private static List<Map<String, Object>> issues(JsonNode node) {
		List<Map<String, Object>> issues = new ArrayList<>();
		node.forEach((issue) -> {
			if (issue.isObject()) {
				issues.add(object(issue));
			}
		});
		return issues;
	}

	private static Map<String, Object> object(JsonNode node) {
		Map<String, Object> map = new LinkedHashMap<>();
		node.properties().forEach((entry) -> {
			Object value = MAPPER.treeToValue(entry.getValue(), Object.class);
			if (value != null) {
				map.put(entry.getKey(), value);
			}
		});
		return map;
	}

	private static String text(JsonNode node, String field, String otherwise) {
		return Objects.requireNonNull(node.path(field).stringValue(otherwise));
	}

}
