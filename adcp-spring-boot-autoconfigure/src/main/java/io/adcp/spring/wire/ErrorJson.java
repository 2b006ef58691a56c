package io.adcp.spring.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.Recovery;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@link AdcpError} as a JSON object.
 */
final class ErrorJson {

	static final String RECOVERY = "recovery";

	/** A seller that sends none gets a code that no table knows. */
	private static final String NO_CODE = "UNKNOWN";

	private static final BigDecimal MAX_RETRY_AFTER = BigDecimal.valueOf(Integer.MAX_VALUE);

	private static final long MAX_SENT_RETRY_AFTER = 3600;

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private ErrorJson() {
	}

	static ObjectNode write(AdcpError error) {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		json.put("code", error.code());
		json.put("message", error.message());
		json.put(RECOVERY, error.recovery().wireName());
		if (!error.is(AdcpErrorCode.IDEMPOTENCY_CONFLICT)) {
			writeOptional(error, json);
		}
		return json;
	}

	private static void writeOptional(AdcpError error, ObjectNode json) {
		if (error.field() != null) {
			json.put("field", error.field());
		}
		if (error.retryAfter() != null) {
			json.put("retry_after", wholeSeconds(error.retryAfter()));
		}
		if (error.suggestion() != null) {
			json.put("suggestion", error.suggestion());
		}
		if (!error.issues().isEmpty()) {
			json.set("issues", MAPPER.valueToTree(error.issues()));
		}
		if (!error.details().isEmpty()) {
			json.set("details", MAPPER.valueToTree(error.details()));
		}
	}

	/**
	 * Rounded up, because a caller that comes too early is refused again; and an hour at
	 * most, as AdCP has it.
	 */
	private static long wholeSeconds(Duration duration) {
		long seconds = duration.getSeconds() + ((duration.getNano() > 0) ? 1 : 0);
		return Math.min(Math.max(1, seconds), MAX_SENT_RETRY_AFTER);
	}

	static List<AdcpError> readAll(JsonNode main, JsonNode all) {
		List<AdcpError> errors = new ArrayList<>();
		for (JsonNode error : all) {
			if (error.isObject()) {
				errors.add(read(error, error));
			}
		}
		if (main.isObject()) {
			AdcpError first = read(main, main.has(RECOVERY) ? main : all.path(0));
			if (!errors.isEmpty() && errors.get(0).code().equals(first.code())) {
				errors.remove(0);
			}
			errors.add(0, first);
		}
		return List.copyOf(errors);
	}

	/**
	 * Where no recovery is sent, a code that AdCP defines has the one that AdCP gives.
	 */
	private static Recovery recovery(String code, JsonNode holder) {
		if (holder.has(RECOVERY)) {
			return Recovery.fromWire(text(holder, RECOVERY));
		}
		return AdcpErrorCode.find(code).map(AdcpErrorCode::recovery).orElse(Recovery.TRANSIENT);
	}

	private static AdcpError read(JsonNode error, JsonNode recoveryHolder) {
		String given = text(error, "code");
		String code = (given != null) ? given : NO_CODE;
		String message = text(error, "message");
		return new AdcpError(code, (message != null) ? message : "", recovery(code, recoveryHolder),
				text(error, "field"), retryAfter(error.path("retry_after")), text(error, "suggestion"),
				issues(error.path("issues")), values(error.path("details")));
	}

	private static @Nullable String text(JsonNode error, String name) {
		JsonNode value = error.path(name);
		return value.isString() ? value.stringValue() : null;
	}

	private static @Nullable Duration retryAfter(JsonNode value) {
		if (!value.isNumber() && !value.isString()) {
			return null;
		}
		String text = value.asString().strip();
		if (text.isEmpty() || text.length() > 40) {
			return null;
		}
		try {
			return retryAfter(new BigDecimal(text));
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable Duration retryAfter(BigDecimal seconds) {
		if (seconds.signum() < 0) {
			return null;
		}
		// Compared before rounding: 1e999999999 would be rounded digit by digit.
		if (seconds.compareTo(MAX_RETRY_AFTER) >= 0) {
			return Duration.ofSeconds(Integer.MAX_VALUE);
		}
		if (seconds.compareTo(BigDecimal.ONE) <= 0) {
			return Duration.ofSeconds(1);
		}
		return Duration.ofSeconds(seconds.setScale(0, RoundingMode.CEILING).longValue());
	}

	private static List<Map<String, Object>> issues(JsonNode issues) {
		List<Map<String, Object>> list = new ArrayList<>();
		for (JsonNode issue : issues) {
			if (issue.isObject()) {
				list.add(values(issue));
			}
		}
		return list;
	}

	/** Without {@code null}s, which the maps of {@link AdcpError} do not hold. */
	private static Map<String, Object> values(JsonNode object) {
		Map<String, Object> values = new LinkedHashMap<>();
		for (Map.Entry<String, JsonNode> member : object.properties()) {
			if (!member.getValue().isNull()) {
				values.put(member.getKey(), MAPPER.treeToValue(member.getValue(), Object.class));
			}
		}
		return values;
	}

}
