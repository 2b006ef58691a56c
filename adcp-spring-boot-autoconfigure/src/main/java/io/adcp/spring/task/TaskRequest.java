package io.adcp.spring.task;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * Reads {@code get_task_status} and {@code list_tasks} requests.
 */
final class TaskRequest {

	private static final int MOST = 100;

	private static final int USUAL = 50;

	private static final int LONGEST_TEXT = 255;

	private TaskRequest() {
	}

	static String requireText(JsonNode request, String field) {
		JsonNode value = request.path(field);
		if (!value.isString() || value.asString().isEmpty() || value.asString().length() > LONGEST_TEXT) {
			throw invalid("/" + field, "must be a text of 1 to " + LONGEST_TEXT + " characters");
		}
		return value.asString();
	}

	static boolean flag(JsonNode request, String field) {
		return flag(request, "", field);
	}

	private static boolean flag(JsonNode request, String path, String field) {
		JsonNode value = request.path(field);
		if (!value.isMissingNode() && !value.isBoolean()) {
			throw invalid(path + "/" + field, "must be true or false");
		}
		return value.asBoolean(false);
	}

	/**
	 * Refuse what a task's own words would be needed for: requests are not kept, but for
	 * what their tasks need.
	 * @param request the request
	 * @throws AdcpTaskException {@code UNSUPPORTED_FEATURE} where the history is asked
	 * for
	 */
	static void refuseHistory(JsonNode request) {
		if (flag(request, "include_history")) {
			throw new AdcpTaskException(AdcpError
				.of(AdcpErrorCode.UNSUPPORTED_FEATURE, "The history of a task is not kept. Ask without include_history")
				.withField("include_history"), null);
		}
	}

	static TaskQuery query(JsonNode request) {
		JsonNode filters = object(request, "", "filters");
		JsonNode sort = object(request, "", "sort");
		JsonNode pagination = object(request, "", "pagination");
		return new TaskQuery(texts(filters, "task_ids"), types(filters), states(filters),
				time(filters, "created_after"), time(filters, "created_before"), time(filters, "updated_after"),
				time(filters, "updated_before"),
				filters.has("has_webhook") ? flag(filters, "/filters", "has_webhook") : null, contextContains(filters),
				order(sort), descending(sort), offset(pagination), limit(pagination));
	}

	private static JsonNode object(JsonNode request, String path, String field) {
		JsonNode value = request.path(field);
		if (!value.isMissingNode() && !value.isObject()) {
			throw invalid(path + "/" + field, "must be an object");
		}
		return value;
	}

	private static @Nullable Set<String> texts(JsonNode filters, String field) {
		JsonNode values = filters.path(field);
		if (values.isMissingNode()) {
			return null;
		}
		if (!values.isArray() || values.isEmpty() || values.size() > MOST) {
			throw invalid("/filters/" + field, "must be a list of 1 to " + MOST);
		}
		Set<String> texts = new LinkedHashSet<>();
		values.forEach((value) -> texts.add(text(value, field)));
		return texts;
	}

	private static String text(JsonNode value, String field) {
		if (!value.isString()) {
			throw invalid("/filters/" + field, "must be a text");
		}
		return value.asString();
	}

	/** The values of a filter that comes as one value and as a list. */
	private static @Nullable Set<String> oneOrMore(JsonNode filters, String one, String more) {
		Set<String> all = texts(filters, more);
		if (!filters.has(one)) {
			return all;
		}
		String single = text(filters.path(one), one);
		return (all == null || all.contains(single)) ? Set.of(single) : Set.of();
	}

	private static @Nullable Set<String> types(JsonNode filters) {
		Set<String> types = oneOrMore(filters, "task_type", "task_types");
		Set<String> protocols = oneOrMore(filters, "protocol", "protocols");
		if (protocols == null) {
			return types;
		}
		Set<String> candidates = (types != null) ? types
				: AdcpTaskCatalog.all().stream().map(AdcpTaskCatalog.Definition::name).collect(Collectors.toSet());
		return candidates.stream()
			.filter((type) -> protocols.contains(AdcpTaskCatalog.protocolOf(type)))
			.collect(Collectors.toSet());
	}

	// A state that no task of ours is ever in matches none.
	private static @Nullable Set<TaskState> states(JsonNode filters) {
		Set<String> names = oneOrMore(filters, "status", "statuses");
		return (names != null) ? Arrays.stream(TaskState.values())
			.filter((state) -> names.contains(state.wireName()))
			.collect(Collectors.toSet()) : null;
	}

	private static @Nullable Instant time(JsonNode filters, String field) {
		if (!filters.has(field)) {
			return null;
		}
		try {
			return OffsetDateTime.parse(text(filters.path(field), field)).toInstant();
		}
		catch (DateTimeException ex) {
			throw invalid("/filters/" + field, "must be a time such as 2027-01-31T12:00:00Z");
		}
	}

	private static @Nullable String contextContains(JsonNode filters) {
		if (!filters.has("context_contains")) {
			return null;
		}
		String text = text(filters.path("context_contains"), "context_contains");
		if (text.isEmpty() || text.length() > LONGEST_TEXT) {
			throw invalid("/filters/context_contains", "must be a text of 1 to " + LONGEST_TEXT + " characters");
		}
		return text;
	}

	private static TaskQuery.Order order(JsonNode sort) {
		String field = word(sort, "field", "created_at");
		return switch (field) {
			case "created_at" -> TaskQuery.Order.CREATED_AT;
			case "updated_at" -> TaskQuery.Order.UPDATED_AT;
			case "status" -> TaskQuery.Order.STATUS;
			case "task_type" -> TaskQuery.Order.TASK_TYPE;
			case "protocol" -> TaskQuery.Order.PROTOCOL;
			default -> throw invalid("/sort/field", "must be created_at, updated_at, status, task_type or protocol");
		};
	}

	private static boolean descending(JsonNode sort) {
		String direction = word(sort, "direction", "desc");
		if (!List.of("asc", "desc").contains(direction)) {
			throw invalid("/sort/direction", "must be asc or desc");
		}
		return direction.equals("desc");
	}

	private static String word(JsonNode sort, String field, String usual) {
		JsonNode value = sort.path(field);
		return value.isMissingNode() ? usual : value.stringValue("");
	}

	private static int limit(JsonNode pagination) {
		JsonNode most = pagination.path("max_results");
		if (most.isMissingNode()) {
			return USUAL;
		}
		if (!most.isIntegralNumber() || most.asLong(0) < 1 || most.asLong(0) > MOST) {
			throw invalid("/pagination/max_results", "must be a whole number from 1 to " + MOST);
		}
		return most.asInt();
	}

	private static int offset(JsonNode pagination) {
		JsonNode cursor = pagination.path("cursor");
		if (cursor.isMissingNode()) {
			return 0;
		}
		try {
			byte[] text = Base64.getUrlDecoder().decode(cursor.asString(""));
			return Integer.parseUnsignedInt(new String(text, StandardCharsets.US_ASCII)) & Integer.MAX_VALUE;
		}
		catch (IllegalArgumentException ex) {
			throw invalid("/pagination/cursor", "must be one that an earlier page has given");
		}
	}

	static String cursor(int offset) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(Integer.toString(offset).getBytes(StandardCharsets.US_ASCII));
	}

	private static InvalidRequestException invalid(String pointer, String what) {
		String message = pointer.substring(1).replace('/', '.').toLowerCase(Locale.ROOT) + " " + what;
		return new InvalidRequestException(
				AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message).withIssue(pointer, message, "type"), null);
	}

}
