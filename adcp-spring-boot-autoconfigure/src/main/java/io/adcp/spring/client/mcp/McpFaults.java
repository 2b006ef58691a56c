package io.adcp.spring.client.mcp;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLHandshakeException;

import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransportException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBufferLimitException;

/**
 * Says of a broken exchange whether the seller may have got the call, which decides
 * whether its outcome is known. Whatever is not certain counts as sent.
 */
final class McpFaults {

	/** What happens before the first byte of the request is written. */
	private static final List<Class<? extends Throwable>> BEFORE_SENDING = List.of(ConnectException.class,
			UnknownHostException.class, NoRouteToHostException.class, UnresolvedAddressException.class,
			HttpConnectTimeoutException.class, SSLHandshakeException.class);

	private McpFaults() {
	}

	static AdcpException translate(AdcpCall call, Throwable failure) {
		if (failure instanceof AdcpException exception) {
			return exception;
		}
		if (find(failure, List.of(DataBufferLimitException.class)) != null) {
			return AdcpTransportException.permanent(call,
					"The answer of the agent '" + call.agent() + "' to " + call.task()
							+ " is larger than adcp.client.agents." + call.agent() + ".max-answer-size allows",
					true, null);
		}
		Throwable cause = find(failure, BEFORE_SENDING);
		if (cause != null) {
			return AdcpTransportException.notSent(call, "The agent '" + call.agent() + "' could not be reached for "
					+ call.task() + " (" + cause.getClass().getSimpleName() + ")", null, failure);
		}
		return AdcpTransportException.noAnswer(call, "The connection to the agent '" + call.agent()
				+ "' was lost before its answer to " + call.task() + " was complete", null, failure);
	}

	/**
	 * The seller wants a session, and none could be opened: the call itself was refused
	 * before that.
	 */
	static AdcpException noSession(AdcpCall call, Throwable failure) {
		Duration retryAfter = (failure instanceof McpHandshakeException handshake) ? handshake.retryAfter() : null;
		return AdcpTransportException.notSent(call,
				"No MCP session could be opened with the agent '" + call.agent() + "' for " + call.task(), retryAfter,
				failure);
	}

	static AdcpException garbled(AdcpCall call, String reason) {
		return AdcpTransportException.noAnswer(call,
				"The agent '" + call.agent() + "' gave no readable answer to " + call.task() + ": " + reason, null,
				null);
	}

	private static @Nullable Throwable find(Throwable failure, List<Class<? extends Throwable>> types) {
		Throwable current = failure;
		for (int depth = 0; current != null && depth < 10; depth++) {
			Throwable candidate = current;
			if (types.stream().anyMatch((type) -> type.isInstance(candidate))) {
				return current;
			}
			current = current.getCause();
		}
		return null;
	}

}
