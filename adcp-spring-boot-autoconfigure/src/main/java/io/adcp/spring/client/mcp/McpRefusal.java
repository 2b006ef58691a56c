package io.adcp.spring.client.mcp;

import java.time.Duration;
import java.util.Set;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.Recovery;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.wire.AdcpErrorBody;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response whose HTTP status says that there is no answer. What the seller says in its
 * body adds to the status and does not replace it: an AdCP error decides what the caller
 * gets, and the status still tells of sessions, credentials and waits.
 *
 * @param exchange what was refused
 * @param status the HTTP status
 * @param body the body, empty where it is no JSON object
 * @param retryAfter how long the headers say to wait, or {@code null}
 */
record McpRefusal(McpExchange exchange, int status, ObjectNode body, @Nullable Duration retryAfter) {

	private static final Set<String> CREDENTIALS = Set.of(AdcpErrorCode.AUTH_INVALID.name(),
			AdcpErrorCode.AUTH_MISSING.name(), AdcpErrorCode.AUTH_REQUIRED.name());

	private static final AdcpError NO_ERROR = AdcpError.of("", "", Recovery.TERMINAL);

	private static final Set<String> OF_THE_STATUS = Set.of(AdcpErrorCode.PERMISSION_DENIED.name(), NO_ERROR.code());

	/**
	 * Tell what the refusal means.
	 * @return an answer that is an error, an {@link AdcpException}, or a
	 * {@link McpSessionRefusedException} where another session may help
	 */
	Mono<AdcpAnswer> outcome() {
		ObjectNode error = McpMessage.adcpError(this.exchange, this.body);
		Mono<AdcpAnswer> outcome = Mono.defer(() -> Mono.just(answer(error)));
		return mayWantSession(error) ? Mono.error(new McpSessionRefusedException(outcome)) : outcome;
	}

	/** A task's own error came through a session, unless MCP's sign says otherwise. */
	private boolean mayWantSession(@Nullable ObjectNode error) {
		return (this.status == 404 && (error == null || this.exchange.session().id() != null))
				|| (this.status == 400 && error == null);
	}

	private AdcpAnswer answer(@Nullable ObjectNode error) {
		if (isUnauthorized(this.status)) {
			return unauthorized(error);
		}
		if (error != null) {
			return new AdcpAnswer(error, true, this.retryAfter);
		}
		if (isDefinite(this.status) && McpMessage.refusesRequest(this.body)) {
			return McpMessage.error(AdcpErrorCode.INVALID_REQUEST, said());
		}
		throw failure();
	}

	/**
	 * What a new token may mend has a type of its own; the rest stays as the seller said
	 * it.
	 */
	private AdcpAnswer unauthorized(@Nullable ObjectNode error) {
		if (error == null) {
			throw unauthorized(this.exchange, this.status, said());
		}
		AdcpError first = AdcpErrorBody.read(error).stream().findFirst().orElse(NO_ERROR);
		if (CREDENTIALS.contains(first.code()) || (this.status == 403 && !OF_THE_STATUS.contains(first.code()))) {
			return new AdcpAnswer(error, true, this.retryAfter);
		}
		throw unauthorized(this.exchange, this.status, this.exchange.quote(first.message()));
	}

	/**
	 * The credentials were refused.
	 * @param said what the seller says of it, or an empty text
	 */
	static AdcpException unauthorized(McpExchange exchange, int status, String said) {
		AdcpCall call = exchange.call();
		AdcpErrorCode code = (exchange.token() != null) ? AdcpErrorCode.AUTH_INVALID : AdcpErrorCode.AUTH_MISSING;
		if (status == 403) {
			code = AdcpErrorCode.PERMISSION_DENIED;
		}
		String text = "The agent '" + call.agent() + "' refused " + call.task() + " with HTTP " + status
				+ ((exchange.token() != null) ? "" : ", no token was sent") + (said.isEmpty() ? "" : ": " + said);
		return new AdcpAuthenticationException(AdcpError.of(code, text), call.idempotencyKey());
	}

	private RuntimeException failure() {
		AdcpCall call = this.exchange.call();
		String said = said();
		String text = "The agent '" + call.agent() + "' answered " + call.task() + " with HTTP " + this.status
				+ (said.isEmpty() ? "" : ": " + said);
		if (this.status == 429) {
			AdcpError error = AdcpError.of(AdcpErrorCode.RATE_LIMITED, text).withRetryAfter(this.retryAfter);
			return new RateLimitedException(error, call.idempotencyKey());
		}
		if (!isDefinite(this.status)) {
			return AdcpTransportException.noAnswer(call, text, this.retryAfter, null);
		}
		if (this.status < 400) {
			text += "; redirects are not followed, set adcp.client.agents." + call.agent() + ".url to the new address";
		}
		return AdcpTransportException.permanent(call, text, false, null);
	}

	/** Whether the same request would be refused again. */
	static boolean isDefinite(int status) {
		return status < 500 && status != 408 && status != 429;
	}

	/** Whether the credentials were refused. */
	static boolean isUnauthorized(int status) {
		return status == 401 || status == 403;
	}

	private String said() {
		return this.exchange.quote(McpMessage.text(this.body));
	}

}
