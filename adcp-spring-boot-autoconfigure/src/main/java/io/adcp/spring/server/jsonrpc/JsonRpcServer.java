package io.adcp.spring.server.jsonrpc;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Answers the messages of a transport. It knows no web stack.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface JsonRpcServer {

	/**
	 * Answer a message.
	 * @param body the message as it came over the wire
	 * @param headers what stands beside the message
	 * @param agent resolves the authenticated agent, or {@code null} for nobody
	 * @return the answer; malformed messages are answered, too
	 */
	JsonRpcAnswer answer(byte[] body, Headers headers, Supplier<@Nullable String> agent);

	/**
	 * The headers of a request.
	 */
	@FunctionalInterface
	interface Headers {

		/**
		 * Return a header's value.
		 * @param name the header's name
		 * @return its values, separated by commas where it came several times, or
		 * {@code null} where it did not come
		 */
		@Nullable String get(String name);

	}

}
