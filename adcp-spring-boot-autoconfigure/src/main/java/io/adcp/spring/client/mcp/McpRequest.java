package io.adcp.spring.client.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import io.adcp.spring.client.AdcpCall;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The JSON-RPC request around a call's arguments, which stand in it byte for byte: they
 * are the same in all attempts, and the id is a new one in each.
 */
final class McpRequest {

	/** About the length of what stands around the arguments. */
	private static final int ENVELOPE = 200;

	private McpRequest() {
	}

	static byte[] bytes(McpExchange exchange) {
		AdcpCall call = exchange.call();
		byte[] arguments = call.arguments();
		ByteArrayOutputStream out = new ByteArrayOutputStream(arguments.length + ENVELOPE);
		out.writeBytes(utf8("{\"jsonrpc\":\"2.0\",\"id\":" + quoted(exchange.id())
				+ ",\"method\":\"tools/call\",\"params\":{\"name\":" + quoted(call.task()) + ",\"arguments\":"));
		out.writeBytes(arguments);
		out.writeBytes(utf8("}}"));
		return out.toByteArray();
	}

	private static String quoted(String text) {
		return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
