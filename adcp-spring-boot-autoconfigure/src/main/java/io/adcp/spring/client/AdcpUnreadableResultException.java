package io.adcp.spring.client;

import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpException;
import io.adcp.spring.Recovery;
import tools.jackson.databind.JsonNode;

/**
 * The seller has executed the call and answered, but the answer cannot be read as the
 * type that the caller asked for. Nothing needs to be sent again: {@link #result()} holds
 * the answer as JSON.
 *
 * @since 0.1.0
 */
public class AdcpUnreadableResultException extends AdcpException {

	private static final long serialVersionUID = 1L;

	private final transient AdcpResult<JsonNode> result;

	AdcpUnreadableResultException(AdcpCall call, String type, AdcpResult<JsonNode> result, Throwable cause) {
		super(List.of(AdcpError.of("UNREADABLE_RESULT",
				call.agent() + " has executed " + call.task() + ", but its answer cannot be read as " + type
						+ ": take the JSON from this exception and correct the type",
				Recovery.TERMINAL)), call.idempotencyKey(), quotesKey(cause, call) ? null : cause);
		this.result = result;
	}

	/** A value that does not fit is quoted, and a seller may have sent the key back. */
	private static boolean quotesKey(Throwable cause, AdcpCall call) {
		String text = String.valueOf(cause.getMessage());
		return !text.equals(AdcpTransport.withoutSecrets(text, call, null));
	}

	/**
	 * Return the answer.
	 * @return the answer, its body as JSON
	 */
	public AdcpResult<JsonNode> result() {
		return this.result;
	}

}
