package io.adcp.spring.client.mcp;

import java.time.Clock;
import java.time.Duration;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransport.Answer;
import io.adcp.spring.client.AdcpTransportException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Reads an HTTP response: its status, then its body as JSON or as server-sent events.
 */
final class McpAnswerReader {

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private final Clock clock;

	McpAnswerReader(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Read the answer to a call.
	 * @return the answer, an {@link AdcpException}, or a
	 * {@link McpSessionRefusedException} where the refusal may be for want of a session
	 */
	Mono<Answer> read(AdcpCall call, ClientResponse response, boolean authenticated) {
		HttpStatusCode status = response.statusCode();
		if (status.is2xxSuccessful()) {
			return message(call.id(), response).map((message) -> McpMessage.answer(call, message))
				.switchIfEmpty(Mono.error(() -> McpFaults.garbled(call, "there is no JSON-RPC response in it")));
		}
		if (status.value() == 401 || status.value() == 403) {
			return response.releaseBody().then(Mono.error(() -> refused(call, status.value(), authenticated)));
		}
		Duration retryAfter = retryAfter(response);
		return message(call.id(), response).onErrorComplete()
			.filter((message) -> message.path("result").isObject() || message.path("error").path("data").isObject())
			.map((message) -> McpMessage.answer(call, message))
			.switchIfEmpty(Mono.error(() -> failed(call, status, retryAfter)));
	}

	@Nullable Duration retryAfter(ClientResponse response) {
		return RetryAfter.read(response.headers().asHttpHeaders(), this.clock);
	}

	/**
	 * Find the response to a request in the body; empty where there is none.
	 */
	static Mono<JsonNode> message(String requestId, ClientResponse response) {
		boolean events = response.headers()
			.contentType()
			.filter((type) -> type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM))
			.isPresent();
		if (events) {
			return response.bodyToFlux(EVENT)
				.mapNotNull((event) -> McpMessage.response(requestId, event.data()))
				.next();
		}
		return response.bodyToMono(byte[].class).mapNotNull((bytes) -> McpMessage.response(requestId, bytes));
	}

	private static AdcpException refused(AdcpCall call, int status, boolean authenticated) {
		AdcpErrorCode code = authenticated ? AdcpErrorCode.AUTH_INVALID : AdcpErrorCode.AUTH_MISSING;
		if (status == 403) {
			code = AdcpErrorCode.PERMISSION_DENIED;
		}
		AdcpError error = AdcpError.of(code, "The agent '" + call.agent() + "' refused " + call.task() + " with HTTP "
				+ status + (authenticated ? "" : ", no token was sent"));
		return new AdcpAuthenticationException(error, call.idempotencyKey());
	}

	private static RuntimeException failed(AdcpCall call, HttpStatusCode status, @Nullable Duration retryAfter) {
		String message = "The agent '" + call.agent() + "' answered " + call.task() + " with HTTP " + status.value();
		if (status.value() == 429) {
			AdcpError error = AdcpError.of(AdcpErrorCode.RATE_LIMITED, message).withRetryAfter(retryAfter);
			return new RateLimitedException(error, call.idempotencyKey());
		}
		if (status.is5xxServerError() || status.value() == 408) {
			return AdcpTransportException.noAnswer(call, message, retryAfter, null);
		}
		if (status.is3xxRedirection()) {
			message += "; redirects are not followed, set adcp.client.agents." + call.agent()
					+ ".url to the new address";
		}
		AdcpException failure = AdcpTransportException.permanent(call, message, false, null);
		return (status.value() == 400 || status.value() == 404) ? new McpSessionRefusedException(failure) : failure;
	}

}
