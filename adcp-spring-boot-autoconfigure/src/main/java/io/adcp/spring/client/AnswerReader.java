package io.adcp.spring.client;

import java.util.List;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.wire.AdcpErrorBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what a seller said into a result or a typed exception.
 */
final class AnswerReader {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final int MIN_SECRET_LENGTH = 8;

	private AnswerReader() {
	}

	/**
	 * Read an answer.
	 * @param call the call that was answered
	 * @param answer the answer
	 * @param attempt the number of the attempt, from 1
	 * @param token the token that was sent, or {@code null}
	 * @return the result
	 * @throws AdcpException where the answer is an error
	 */
	static AdcpResult<JsonNode> read(AdcpCall call, AdcpTransport.Answer answer, int attempt, @Nullable String token) {
		ObjectNode content = answer.content();
		if (answer.error() || AdcpErrorBody.isError(content)) {
			throw exception(errors(withoutSecrets(content, call.idempotencyKey(), token)), call.idempotencyKey());
		}
		if (StatusFailure.isIn(call, content)) {
			throw StatusFailure.of(call, withoutSecrets(content, call.idempotencyKey(), token));
		}
		String status = content.path("status").stringValue(null);
		return new AdcpResult<>(content, call.idempotencyKey(), content.path("replayed").booleanValue(false),
				(status != null) ? status : AdcpResult.COMPLETED, content.path("task_id").stringValue(null),
				content.get("context"), attempt);
	}

	/**
	 * A seller that quotes the request in its error must not bring secrets into our logs.
	 */
	private static JsonNode withoutSecrets(ObjectNode content, @Nullable String key, @Nullable String token) {
		String json = content.toString();
		String clean = json;
		if (key != null) {
			clean = clean.replace(key, IdempotencyKey.redact(key));
		}
		if (token != null && token.length() >= MIN_SECRET_LENGTH) {
			clean = clean.replace(token, "***");
		}
		return clean.equals(json) ? content : MAPPER.readTree(clean);
	}

	/**
	 * An answer that is an error in its envelope alone has the error in its own fields.
	 */
	private static List<AdcpError> errors(JsonNode content) {
		List<AdcpError> errors = AdcpErrorBody.read(content);
		return !errors.isEmpty() ? errors : AdcpErrorBody.read(MAPPER.createObjectNode().set("adcp_error", content));
	}

	private static AdcpException exception(List<AdcpError> errors, @Nullable String key) {
		AdcpErrorCode code = AdcpErrorCode.find(errors.get(0).code()).orElse(null);
		if (code == null) {
			return new AdcpTaskException(errors, key, null);
		}
		return switch (code) {
			case IDEMPOTENCY_CONFLICT -> new IdempotencyConflictException(errors, key);
			case IDEMPOTENCY_EXPIRED -> new IdempotencyExpiredException(errors, key);
			case IDEMPOTENCY_IN_FLIGHT -> new IdempotencyInFlightException(errors, key);
			case RATE_LIMITED -> new RateLimitedException(errors, key);
			case AUTH_MISSING, AUTH_INVALID, AUTH_REQUIRED -> new AdcpAuthenticationException(errors, key);
			case INVALID_REQUEST, VALIDATION_ERROR -> new InvalidRequestException(errors, key);
			default -> new AdcpTaskException(errors, key, null);
		};
	}

}
