package io.adcp.spring.server;

import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.wire.AdcpErrorBody;
import io.adcp.spring.wire.Envelope;
import io.adcp.spring.wire.MalformedJsonException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Puts the envelope around responses and errors. What an error tells is decided here:
 * what an AdCP exception says, and nothing of any other.
 *
 * @since 0.1.0
 */
public final class Answers {

	private static final Log logger = LogFactory.getLog(Answers.class);

	/**
	 * Answer with a response.
	 * @param exchange the call
	 * @param response the inner response
	 * @return the answer
	 */
	public TaskAnswer success(AdcpExchange exchange, IdempotentResponse response) {
		String body = Envelope.completed(response.replayed())
			.withIdempotencyKey(exchange.idempotencyKey())
			.withContext(exchange.request().get("context"))
			.around(StoredResponse.bodyOf(response.body()));
		return new TaskAnswer(body, false);
	}

	/**
	 * Answer with an error.
	 * @param exchange the call
	 * @param failure what was thrown
	 * @return the answer
	 */
	public TaskAnswer failure(AdcpExchange exchange, Throwable failure) {
		String body = AdcpErrorBody.write(errors(exchange.task(), exchange, failure), exchange.request().get("context"))
			.toString();
		return new TaskAnswer(body, true);
	}

	/**
	 * Return the errors that a failure stands for.
	 * @param task the task's name
	 * @param exchange the call, or {@code null} where its request could not be read
	 * @param failure what was thrown
	 * @return the errors, at least one
	 */
	public List<AdcpError> errors(String task, @Nullable AdcpExchange exchange, Throwable failure) {
		if (failure instanceof AdcpException adcp) {
			return adcp.errors();
		}
		if (failure instanceof MalformedJsonException malformed) {
			return List
				.of(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, malformed.reason()).withField(malformed.field()));
		}
		logger.error("Task " + task + " failed, key "
				+ IdempotencyKey.redact((exchange != null) ? exchange.idempotencyKey() : null), failure);
		return List.of(AdcpError.of(AdcpErrorCode.SERVICE_UNAVAILABLE,
				"The task could not be processed. Repeat it with the same key."));
	}

}
