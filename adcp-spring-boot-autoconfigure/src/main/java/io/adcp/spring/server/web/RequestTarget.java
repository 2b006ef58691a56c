package io.adcp.spring.server.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.adcp.spring.server.TaskNames;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.HandlerMapping;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request names by its address: the task by method and path pattern, and the rest
 * by the values in the path and in the query.
 */
final class RequestTarget {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final int DIGEST_LENGTH = 32;

	private RequestTarget() {
	}

	/**
	 * Return the task of a request to a method without {@code @AdcpTask}.
	 * @param request the request
	 * @return HTTP method and path pattern; where they are longer than what is stored of
	 * a task, their beginning and a digest
	 */
	static String taskOf(HttpServletRequest request) {
		String task = request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (task.length() <= TaskNames.MAX_LENGTH) {
			return task;
		}
		return task.substring(0, TaskNames.MAX_LENGTH - DIGEST_LENGTH - 1) + "#"
				+ DigestUtils.md5DigestAsHex(task.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return the values in a request's path and query. The order of parameters of
	 * different names does not count; of one name it does.
	 * @param request the request
	 * @return the values, or {@code null} where there are none
	 */
	static @Nullable ObjectNode of(HttpServletRequest request) {
		ObjectNode target = JsonNodeFactory.instance.objectNode();
		add(target, "path", MAPPER.valueToTree(path(request)));
		add(target, "matrix", MAPPER.valueToTree(request.getAttribute(HandlerMapping.MATRIX_VARIABLES_ATTRIBUTE)));
		add(target, "query", query(request.getQueryString()));
		return target.isEmpty() ? null : target;
	}

	private static void add(ObjectNode target, String name, @Nullable JsonNode values) {
		if (values != null && !values.isEmpty()) {
			target.set(name, values);
		}
	}

	// A wildcard has no name: what it stands for is in the rest of the path.
	private static Object path(HttpServletRequest request) {
		Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
		if (pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0) {
			return Map.of("whole", String.valueOf(request.getRequestURI()));
		}
		return (variables != null) ? variables : Map.of();
	}

	private static @Nullable JsonNode query(@Nullable String query) {
		if (query == null) {
			return null;
		}
		ObjectNode parameters = JsonNodeFactory.instance.objectNode();
		for (String parameter : query.split("&", -1)) {
			if (!parameter.isEmpty()) {
				int equals = parameter.indexOf('=');
				String name = decode((equals < 0) ? parameter : parameter.substring(0, equals));
				parameters.withArrayProperty(name).add((equals < 0) ? null : decode(parameter.substring(equals + 1)));
			}
		}
		return parameters;
	}

	private static String decode(String encoded) {
		try {
			return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return encoded;
		}
	}

}
