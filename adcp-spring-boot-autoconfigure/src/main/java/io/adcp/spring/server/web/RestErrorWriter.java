package io.adcp.spring.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.Answers;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes our errors with the HTTP status that fits: as AdCP has them for AdCP's tasks,
 * and as problem details (RFC 9457) for other methods.
 */
final class RestErrorWriter {

	private final Answers answers;

	RestErrorWriter(Answers answers) {
		this.answers = answers;
	}

	void write(HttpServletResponse response, RestTask task, List<AdcpError> errors, @Nullable AdcpExchange exchange) {
		write(response, task, errors, exchange, status(errors.get(0)));
	}

	void write(HttpServletResponse response, RestTask task, List<AdcpError> errors, @Nullable AdcpExchange exchange,
			int status) {
		ObjectNode adcp = this.answers.errorBody(errors, exchange);
		JsonNode first = adcp.path("errors").path(0);
		response.setStatus(status);
		if (first.path("retry_after").isNumber()) {
			response.setHeader(HttpHeaders.RETRY_AFTER, first.path("retry_after").asString());
		}
		response.setContentType(
				task.isAdcp() ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		ObjectNode body = task.isAdcp() ? adcp : problem(first, status);
		try {
			response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// What AdCP tells beside the message stands in members of its own.
	private static ObjectNode problem(JsonNode error, int status) {
		ObjectNode problem = JsonNodeFactory.instance.objectNode();
		HttpStatus known = HttpStatus.resolve(status);
		problem.put("title", (known != null) ? known.getReasonPhrase() : "Error");
		problem.put("status", status);
		problem.set("detail", error.path("message"));
		error.properties().forEach((member) -> {
			if (!"message".equals(member.getKey())) {
				problem.set(member.getKey(), member.getValue());
			}
		});
		return problem;
	}

	private static int status(AdcpError error) {
		AdcpErrorCode code = AdcpErrorCode.find(error.code()).orElse(null);
		if (code == null) {
			return HttpStatus.UNPROCESSABLE_CONTENT.value();
		}
		HttpStatus status = switch (code) {
			case IDEMPOTENCY_CONFLICT, IDEMPOTENCY_IN_FLIGHT -> HttpStatus.CONFLICT;
			case IDEMPOTENCY_EXPIRED, COMMITTED_RESOURCE_PURGED -> HttpStatus.GONE;
			case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
			case SERVICE_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
			case AUTH_MISSING, AUTH_INVALID, AUTH_REQUIRED -> HttpStatus.UNAUTHORIZED;
			case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
			case INVALID_REQUEST, VERSION_UNSUPPORTED -> HttpStatus.BAD_REQUEST;
			case PRODUCT_NOT_FOUND, MEDIA_BUY_NOT_FOUND, PACKAGE_NOT_FOUND, ACCOUNT_NOT_FOUND, REFERENCE_NOT_FOUND ->
				HttpStatus.NOT_FOUND;
			default -> HttpStatus.UNPROCESSABLE_CONTENT;
		};
		return status.value();
	}

}
