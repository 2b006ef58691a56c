package io.adcp.spring.client.jsonrpc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;

/**
 * One POST of a call. It has a JSON-RPC id of its own, since no two requests of a session
 * may share one. The id begins with the call's id, so that buyer and seller find each
 * other's traces.
 *
 * @since 0.1.0
 */
public abstract class JsonRpcExchange {

	private static final int MAX_TEXT = 500;

	private final AdcpCall call;

	private final @Nullable String token;

	private final String id;

	private volatile boolean sending;

	/**
	 * Create an exchange.
	 * @param call what is sent
	 * @param token the bearer token, or {@code null} for none
	 */
	protected JsonRpcExchange(AdcpCall call, @Nullable String token) {
		this.call = call;
		this.token = token;
		this.id = call.id() + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
	}

	/**
	 * Return what is sent.
	 * @return the call
	 */
	public final AdcpCall call() {
		return this.call;
	}

	/**
	 * Return the bearer token.
	 * @return the token, or {@code null} for none
	 */
	public final @Nullable String token() {
		return this.token;
	}

	/**
	 * Return the id of the request.
	 * @return the id
	 */
	public final String id() {
		return this.id;
	}

	/**
	 * Return whether a byte of the body may have left.
	 * @return {@code false} where the seller certainly has nothing to execute
	 */
	public final boolean isSending() {
		return this.sending;
	}

	/**
	 * Return what the seller says, fit for an exception's text.
	 * @param text what it says
	 * @return the text without secrets, on one line, and not too long
	 */
	public final String quote(String text) {
		String clean = AdcpTransport.withoutSecrets(text, this.call, this.token).replaceAll("\\p{Cntrl}+", " ");
		return clean.substring(0, Math.min(MAX_TEXT, clean.length()));
	}

	/**
	 * Return the name of the protocol, for people.
	 * @return the name, such as MCP
	 */
	public abstract String protocol();

	/**
	 * Find the task's error in a result.
	 * @param result the result of a response
	 * @return the error's body, or {@code null} where the result is none
	 */
	public abstract @Nullable ObjectNode error(JsonNode result);

	/**
	 * Return whether an error of the protocol says that the request was refused before
	 * any task was run.
	 * @param code the error's code
	 * @return {@code true} for what JSON-RPC has for that
	 */
	public boolean refusesRequest(int code) {
		return JsonRpcResponse.REQUEST_REFUSED.contains(code);
	}

	/**
	 * Prepare the POST.
	 * @param endpoint where to
	 * @param body the message
	 * @param headers adds the protocol's headers
	 * @return the request, not sent yet
	 */
	protected final RequestHeadersSpec<?> post(JsonRpcEndpoint endpoint, byte[] body, Consumer<HttpHeaders> headers) {
		return endpoint.post(body, this.token, headers, () -> this.sending = true);
	}

	/**
	 * Write the message around the call's arguments, which stand in it byte for byte:
	 * they are the same in all attempts, and the id is a new one in each.
	 * @param method the method
	 * @param before the parameters up to the arguments
	 * @param after the parameters behind the arguments
	 * @return the message, in UTF-8
	 */
	protected final byte[] message(String method, String before, String after) {
		return this.call.argumentsBetween(utf8("{\"jsonrpc\":\"2.0\",\"id\":" + quoted(this.id) + ",\"method\":"
				+ quoted(method) + ",\"params\":" + before), utf8(after + "}"));
	}

	/**
	 * Write a text as JSON.
	 * @param text the text
	 * @return the text with its quotes
	 */
	protected static String quoted(String text) {
		return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
