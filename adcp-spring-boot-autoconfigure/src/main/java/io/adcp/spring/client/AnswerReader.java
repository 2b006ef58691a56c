package io.adcp.spring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.VersionUnsupportedException;
import io.adcp.spring.client.task.TaskUpdate;
import io.adcp.spring.wire.AdcpErrorBody;
import io.adcp.spring.wire.LenientJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what a seller said into a result or a typed exception.
 */
final class AnswerReader {

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
	static AdcpResult<JsonNode> read(AdcpCall call, AdcpAnswer answer, int attempt, @Nullable String token) {
		ObjectNode content = answer.content();
		if (answer.error() || AdcpErrorBody.isError(content)) {
			List<AdcpError> errors = errors(withoutSecrets(content, call, token));
			throw exception(withRetryAfter(errors, answer.retryAfter()), call.idempotencyKey());
		}
		if (StatusFailure.isIn(call, content)) {
			throw StatusFailure.of(call, withoutSecrets(content, call, token));
		}
		String status = content.path("status").stringValue(null);
		return new AdcpResult<>(content, call.idempotencyKey(), content.path("replayed").booleanValue(false),
				(status != null) ? status : AdcpResult.COMPLETED, content.path("task_id").stringValue(null),
				content.get("context"), attempt, call);
	}

	/**
	 * Read the end of a task that went on after its first answer.
	 * @param call the call that began the task
	 * @param update the end
	 * @param polls how often the seller was asked
	 * @return the result
	 * @throws AdcpException where the task has failed
	 */
	static AdcpResult<JsonNode> readEnd(AdcpCall call, TaskUpdate update, int polls) {
		ObjectNode content = endOf(update);
		boolean completed = AdcpResult.COMPLETED.equals(update.status())
				// In AdCP 3.2, rejecting a search for products is no failure
				|| (AdcpTask.GET_PRODUCTS.equals(call.task()) && update.status().equals("rejected"));
		if (!completed && !AdcpErrorBody.isError(content)) {
			throw StatusFailure.of(call, withoutSecrets(content, call, null));
		}
		AdcpResult<JsonNode> result = read(call, new AdcpAnswer(content, !completed), polls, null);
		return new AdcpResult<>(result.body(), call.idempotencyKey(), false, update.status(), call.taskId(),
				update.context(), polls, call);
	}

	/**
	 * The task's response, as if the seller had given it at once; where it has failed,
	 * its summary may be all that there is.
	 */
	private static ObjectNode endOf(TaskUpdate update) {
		JsonNode result = update.result();
		ObjectNode content = (result != null && result.isObject()) ? (ObjectNode) result.deepCopy()
				: JsonNodeFactory.instance.objectNode();
		if (!AdcpResult.COMPLETED.equals(update.status())) {
			content.put("status", update.status());
			if (update.error() != null && !AdcpErrorBody.isError(content)) {
				content.set("adcp_error", update.error());
			}
		}
		return content;
	}

	/**
	 * A seller that quotes the request in its error must not put secrets into our logs.
	 */
	private static JsonNode withoutSecrets(ObjectNode content, AdcpCall call, @Nullable String token) {
		String json = content.toString();
		String clean = AdcpTransport.withoutSecrets(json, call, token);
		return clean.equals(json) ? content : Objects.requireNonNull(LenientJson.object(clean));
	}

	private static List<AdcpError> withRetryAfter(List<AdcpError> errors, @Nullable Duration retryAfter) {
		if (retryAfter == null || errors.get(0).retryAfter() != null) {
			return errors;
		}
		List<AdcpError> all = new ArrayList<>(errors);
		all.set(0, errors.get(0).withRetryAfter(retryAfter));
		return all;
	}

	/**
	 * Where only the transport marks an answer as an error, its own fields are the error.
	 */
	private static List<AdcpError> errors(JsonNode content) {
		List<AdcpError> errors = AdcpErrorBody.read(content);
		return !errors.isEmpty() ? errors
				: AdcpErrorBody.read(JsonNodeFactory.instance.objectNode().set("adcp_error", content));
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
			case VERSION_UNSUPPORTED -> new VersionUnsupportedException(errors, key);
			case INVALID_REQUEST, VALIDATION_ERROR -> new InvalidRequestException(errors, key);
			default -> new AdcpTaskException(errors, key, null);
		};
	}

}
