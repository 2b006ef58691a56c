package io.adcp.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.adcp.spring.AdcpException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.JsonNode;

/**
 * Tells all listeners. Once the seller may have executed a call, no listener can make it
 * fail.
 */
final class CallListeners {

	private static final Log logger = LogFactory.getLog(CallListeners.class);

	private final List<AdcpClientListener> listeners;

	CallListeners(List<AdcpClientListener> listeners) {
		this.listeners = listeners;
	}

	void onCall(AdcpCall call) {
		this.listeners.forEach((listener) -> listener.onCall(call));
	}

	void onAttempt(AdcpCall call, int attempt) {
		tell(call, (listener) -> listener.onAttempt(call, attempt));
	}

	void onRetry(AdcpCall call, int attempt, AdcpException failure, Duration wait) {
		tell(call, (listener) -> listener.onRetry(call, attempt, failure, wait));
	}

	void onSuccess(AdcpCall call, AdcpResult<JsonNode> result) {
		tell(call, (listener) -> listener.onSuccess(call, result));
	}

	void onFailure(AdcpCall call, AdcpException failure) {
		tell(call, (listener) -> listener.onFailure(call, failure));
	}

	private void tell(AdcpCall call, Consumer<AdcpClientListener> event) {
		for (AdcpClientListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener of AdCP calls failed; " + call + " continues", ex);
			}
		}
	}

}
