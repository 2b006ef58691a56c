package io.adcp.spring.server;

import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpVersion;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.wire.AdcpErrorBody;
import io.adcp.spring.wire.Envelope;
import io.adcp.spring.wire.MalformedJsonException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the envelope around responses and errors. What an error tells is decided here:
 * what an AdCP exception says, the meaning of one of Spring Security, and nothing of any
 * other.
 *
 * @since 0.1.0
 */
public final class Answers {

	private static final Log logger = LogFactory.getLog(Answers.class);

	private final AdcpVersion newest;

	/**
	 * Create answers.
	 * @param versions the releases of AdCP that are served. The newest is the one of an
	 * error about a request that could not be read, and so could name none
	 */
	public Answers(ServedVersions versions) {
		List<AdcpVersion> releases = versions.releases();
		this.newest = releases.get(releases.size() - 1);
	}

	/**
	 * Answer with a response.
	 * @param exchange the call
	 * @param response the inner response
	 * @return the answer
	 */
	public TaskAnswer success(AdcpExchange exchange, IdempotentResponse response) {
		String body = Envelope.completed(exchange.version(), response.replayed())
			.withVersion()
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
		String body = errorBody(errors(exchange.task(), exchange, failure), exchange).toString();
		return new TaskAnswer(body, true);
	}

	/**
	 * Write the body of an answer that is an error.
	 * @param errors the errors, at least one
	 * @param exchange the call, or {@code null} where its request could not be read
	 * @return the body
	 */
	public ObjectNode errorBody(List<AdcpError> errors, @Nullable AdcpExchange exchange) {
		if (exchange == null) {
			return AdcpErrorBody.write(errors, null, this.newest);
		}
		ObjectNode body = AdcpErrorBody.write(errors, exchange.request().get("context"), exchange.version());
		if (exchange.isFailureReplayed()) {
			body.put("replayed", true);
		}
		return body;
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
		AdcpError security = SecurityFailure.find(exchange, failure).orElse(null);
		if (security != null) {
			logger.debug("Task " + task + " was refused", failure);
			return List.of(security);
		}
		logger.error("Task " + task + " failed, key "
				+ IdempotencyKey.redact((exchange != null) ? exchange.idempotencyKey() : null), failure);
		return List.of(AdcpError.of(AdcpErrorCode.SERVICE_UNAVAILABLE,
				"The task could not be processed. Repeat it with the same key."));
	}

}
