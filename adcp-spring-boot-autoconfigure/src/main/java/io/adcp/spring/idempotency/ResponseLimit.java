package io.adcp.spring.idempotency;

import java.nio.charset.StandardCharsets;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.Recovery;

/**
 * The size of a response that is stored, whatever the backend would take: each one is
 * kept for a whole replay window, in a store that all tasks need.
 */
final class ResponseLimit {

	private static final System.Logger logger = System.getLogger(ResponseLimit.class.getName());

	private final long maxBytes;

	ResponseLimit(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * Refuse a response that is too large, before anything is committed.
	 * @param task the task
	 * @param response its response
	 * @return the response
	 * @throws AdcpTaskException {@code CONFIGURATION_ERROR}, which no repetition mends
	 */
	String require(String task, String response) {
		int size = response.getBytes(StandardCharsets.UTF_8).length;
		if (size <= this.maxBytes) {
			return response;
		}
		logger.log(System.Logger.Level.ERROR, "The response of " + task + " has " + size + " bytes, but at most "
				+ this.maxBytes + " are stored (adcp.idempotency.max-response-size). The call was undone");
		throw new AdcpTaskException(AdcpError.of("CONFIGURATION_ERROR",
				"The seller's answer is too large to be stored. Repeating the request does not help.",
				Recovery.TERMINAL), null);
	}

}
