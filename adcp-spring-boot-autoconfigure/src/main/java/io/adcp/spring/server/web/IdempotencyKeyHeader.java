package io.adcp.spring.server.web;

import java.util.Collections;
import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * The header {@code Idempotency-Key}: a string of RFC 8941, in quotes, or the bare key as
 * many clients send it.
 */
final class IdempotencyKeyHeader {

	static final String NAME = "Idempotency-Key";

	private IdempotencyKeyHeader() {
	}

	/**
	 * Read the header. Whether the key is usable is seen later, as with one in the body.
	 * @param request the request
	 * @param body the request's JSON
	 * @return the key, or {@code null} where there is no such header
	 * @throws InvalidRequestException if there are several, or the body has another
	 */
	static @Nullable String read(HttpServletRequest request, JsonNode body) {
		List<String> values = Collections.list(request.getHeaders(NAME));
		if (values.isEmpty()) {
			return null;
		}
		if (values.size() > 1) {
			throw invalid("There is more than one Idempotency-Key header");
		}
		String key = unquote(values.get(0).strip());
		JsonNode inner = body.path("idempotency_key");
		if (inner.isString() && !inner.asString().equals(key)) {
			throw invalid("The Idempotency-Key header and the body's idempotency_key differ");
		}
		return key;
	}

	// No key has a character that would have to be escaped.
	private static String unquote(String value) {
		boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
		return quoted ? value.substring(1, value.length() - 1) : value;
	}

	private static InvalidRequestException invalid(String message) {
		return new InvalidRequestException(
				AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message).withField("idempotency_key"), null);
	}

}
