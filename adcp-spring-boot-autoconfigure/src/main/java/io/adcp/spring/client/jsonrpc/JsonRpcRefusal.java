package io.adcp.spring.client.jsonrpc;

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
import tools.jackson.databind.node.ObjectNode;

/**
 * A response whose HTTP status says that there is no answer. What the seller says in its
 * body adds to the status and does not replace it: an AdCP error decides what the caller
 * gets, and the status still tells of credentials and waits.
 *
 * @param exchange what was refused
 * @param status the HTTP status
 * @param body the body, empty where it is no JSON object
 * @param retryAfter how long the headers say to wait, or {@code null}
 * @since 0.1.0
 */
public record JsonRpcRefusal(JsonRpcExchange exchange, int status, ObjectNode body, @Nullable Duration retryAfter) {

	private static final Set<String> CREDENTIALS = Set.of(AdcpErrorCode.AUTH_INVALID.name(),
			AdcpErrorCode.AUTH_MISSING.name(), AdcpErrorCode.AUTH_REQUIRED.name());

	private static final AdcpError NO_ERROR = AdcpError.of("", "", Recovery.TERMINAL);

	private static final Set<String> OF_THE_STATUS = Set.of(AdcpErrorCode.PERMISSION_DENIED.name(), NO_ERROR.code());

	/**
	 * Find the AdCP error that came with the status.
	 * @return the error's body, or {@code null} where there is none
	 */
	public @Nullable ObjectNode error() {
		return JsonRpcResponse.adcpError(this.exchange, this.body);
	}

	/**
	 * Tell what the refusal means.
	 * @return an answer that is an error
	 * @throws AdcpException where the status is all that is known
	 */
	public AdcpAnswer answer() {
		ObjectNode error = error();
		if (isUnauthorized(this.status)) {
			return unauthorized(error);
		}
		if (error != null) {
			return new AdcpAnswer(error, true, this.retryAfter);
		}
		if (isDefinite(this.status) && this.exchange.refusesRequest(JsonRpcResponse.code(this.body))) {
			return JsonRpcResponse.error(AdcpErrorCode.INVALID_REQUEST, said());
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
	 * @param exchange what was refused
	 * @param status the HTTP status
	 * @param said what the seller says of it, or an empty text
	 * @return what to tell the caller
	 */
	public static AdcpException unauthorized(JsonRpcExchange exchange, int status, String said) {
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

	/**
	 * Return whether the same request would be refused again.
	 * @param status the HTTP status
	 * @return {@code false} where it may get an answer later
	 */
	public static boolean isDefinite(int status) {
		return status < 500 && status != 408 && status != 429;
	}

	/**
	 * Return whether the credentials were refused.
	 * @param status the HTTP status
	 * @return {@code true} where they were
	 */
	public static boolean isUnauthorized(int status) {
		return status == 401 || status == 403;
	}

	private String said() {
		return this.exchange.quote(JsonRpcResponse.text(this.body));
	}

}
