package io.adcp.spring.client.jsonrpc;

import java.util.Set;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.wire.AdcpErrorBody;
import io.adcp.spring.wire.LenientJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON-RPC responses.
 *
 * @since 0.1.0
 */
public final class JsonRpcResponse {

	/** Parse error, invalid request, method not found, invalid params. */
	static final Set<Integer> REQUEST_REFUSED = Set.of(-32700, -32600, -32601, -32602);

	private JsonRpcResponse() {
	}

	/**
	 * Read a JSON text as the response to a request, one among others.
	 * @param requestId the request's JSON-RPC id
	 * @param json the text, or {@code null}
	 * @return the response, or {@code null} where the text is something else, such as a
	 * notification, or an error that does not say what it answers
	 */
	public static @Nullable ObjectNode find(String requestId, @Nullable String json) {
		ObjectNode message = LenientJson.object(json);
		return (message != null && isResponse(message) && hasId(requestId, message)) ? message : null;
	}

	/**
	 * Read JSON as the response to a request, the only one that there is. An error may
	 * have no id, because the seller could not find it.
	 * @param requestId the request's JSON-RPC id
	 * @param json the bytes
	 * @return the response, or {@code null} where the bytes are something else
	 * @see #find(String, String)
	 */
	public static @Nullable ObjectNode find(String requestId, byte[] json) {
		ObjectNode message = LenientJson.object(json);
		return (message != null && isResponse(message) && isFor(requestId, message)) ? message : null;
	}

	private static boolean isResponse(ObjectNode message) {
		return message.has("result") || message.has("error");
	}

	private static boolean hasId(String requestId, ObjectNode message) {
		return requestId.equals(message.path("id").stringValue(null));
	}

	private static boolean isFor(String requestId, ObjectNode message) {
		return hasId(requestId, message) || (message.has("error") && !message.hasNonNull("id"));
	}

	/**
	 * Read a response that is an error of the protocol.
	 * @param exchange what was answered
	 * @param message the response
	 * @return the AdCP error in it, or that the request is invalid
	 * @throws AdcpException where neither can be told
	 */
	public static AdcpAnswer protocolError(JsonRpcExchange exchange, ObjectNode message) {
		ObjectNode content = adcpError(exchange, message);
		if (content != null) {
			return new AdcpAnswer(content, true);
		}
		String text = exchange.quote(text(message));
		if (exchange.refusesRequest(code(message))) {
			return error(AdcpErrorCode.INVALID_REQUEST, text);
		}
		AdcpCall call = exchange.call();
		throw AdcpTransportException.noAnswer(call, "The agent '" + call.agent() + "' answered " + call.task()
				+ " with the JSON-RPC error " + code(message) + (text.isEmpty() ? "" : ": " + text), null, null);
	}

	/**
	 * Find the AdCP error in what came with a status that is one, or in a JSON-RPC error:
	 * as its data, as the result, or alone.
	 * @param exchange what was answered
	 * @param body what came
	 * @return the error's body, or {@code null} where there is none
	 */
	static @Nullable ObjectNode adcpError(JsonRpcExchange exchange, ObjectNode body) {
		if (!isResponse(body)) {
			return AdcpErrorBody.isError(body) ? body : null;
		}
		if (!isFor(exchange.id(), body)) {
			return null;
		}
		if (body.path("error").path("data") instanceof ObjectNode data) {
			return (data.has("adcp_error") || data.has("errors")) ? data : null;
		}
		return exchange.error(body.path("result"));
	}

	/**
	 * Return the code of a JSON-RPC error.
	 * @param body the response
	 * @return the code, 0 where there is none
	 */
	public static int code(ObjectNode body) {
		return body.path("error").path("code").asInt(0);
	}

	/** What a JSON-RPC error says, or an empty text. */
	static String text(ObjectNode body) {
		return body.path("error").path("message").stringValue("");
	}

	/**
	 * Make an answer that is an error.
	 * @param code the code
	 * @param message what is wrong
	 * @return the answer
	 */
	public static AdcpAnswer error(AdcpErrorCode code, String message) {
		ObjectNode content = JsonNodeFactory.instance.objectNode();
		content.putObject("adcp_error").put("code", code.name()).put("message", message);
		return new AdcpAnswer(content, true);
	}

}
