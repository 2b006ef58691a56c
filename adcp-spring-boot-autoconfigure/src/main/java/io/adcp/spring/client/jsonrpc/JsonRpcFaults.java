package io.adcp.spring.client.jsonrpc;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;

import javax.net.ssl.SSLHandshakeException;

import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransportException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBufferLimitException;

/**
 * Tells whether the seller may have received a call whose exchange broke, which decides
 * whether its outcome is known. If in doubt, it was sent.
 *
 * @since 0.1.0
 */
public final class JsonRpcFaults {

	/** What happens before the first byte of the request is written. */
	private static final List<Class<? extends Throwable>> BEFORE_SENDING = List.of(ConnectException.class,
			UnknownHostException.class, NoRouteToHostException.class, UnresolvedAddressException.class,
			HttpConnectTimeoutException.class, SSLHandshakeException.class);

	private JsonRpcFaults() {
	}

	/**
	 * Tell what a broken exchange means.
	 * @param exchange the exchange
	 * @param failure what broke it
	 * @return the failure itself where it is one of AdCP already
	 */
	public static AdcpException translate(JsonRpcExchange exchange, Throwable failure) {
		if (failure instanceof AdcpException exception) {
			return exception;
		}
		AdcpCall call = exchange.call();
		if (find(failure, List.of(DataBufferLimitException.class)) != null) {
			return AdcpTransportException.permanent(call,
					"The answer of the agent '" + call.agent() + "' to " + call.task()
							+ " is larger than adcp.client.agents." + call.agent() + ".max-answer-size allows",
					true, null);
		}
		Throwable unreached = find(failure, BEFORE_SENDING);
		if (unreached != null) {
			return AdcpTransportException.notSent(call, "The agent '" + call.agent() + "' could not be reached for "
					+ call.task() + " (" + unreached.getClass().getSimpleName() + ")", null, failure);
		}
		if (!exchange.isSending()) {
			return AdcpTransportException.notSent(call, call.task() + " could not be sent to the agent '" + call.agent()
					+ "' (" + failure.getClass().getSimpleName() + ")", null, failure);
		}
		return AdcpTransportException.noAnswer(call, "The connection to the agent '" + call.agent()
				+ "' was lost before its answer to " + call.task() + " was complete", null, failure);
	}

	/**
	 * An HTML page: from a wrong address, a login, or a proxy that lost the seller's
	 * answer on the way.
	 * @param exchange what was answered
	 * @return what to tell the caller
	 */
	public static AdcpException noEndpoint(JsonRpcExchange exchange) {
		AdcpCall call = exchange.call();
		return AdcpTransportException.permanent(call,
				"The agent '" + call.agent() + "' answered " + call.task() + " with an HTML page: is this an "
						+ exchange.protocol() + " endpoint? See adcp.client.agents." + call.agent() + ".url",
				true, null);
	}

	/**
	 * An answer that cannot be read.
	 * @param exchange what was answered
	 * @param reason why not
	 * @return what to tell the caller: that the outcome is not known
	 */
	public static AdcpException garbled(JsonRpcExchange exchange, String reason) {
		AdcpCall call = exchange.call();
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
