package io.adcp.spring.server.jsonrpc;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Keeps out pages of browsers, which reach a server on the reader's own machine by
 * re-binding a name of theirs (MCP, transports, security warning).
 *
 * @param hosts the {@code Host} headers that are answered; all where empty
 * @param origins the {@code Origin} headers that are answered; none where empty. A port
 * of {@code *} stands for any, in both lists
 * @since 0.1.0
 */
public record AllowedCallers(List<String> hosts, List<String> origins) {

	/**
	 * Refuse a caller that is not allowed.
	 * @param host the request's {@code Host}, or {@code null}
	 * @param origin the request's {@code Origin}, or {@code null}
	 * @return the refusal, or {@code null} for a caller that may go on
	 */
	public @Nullable JsonRpcAnswer refuse(@Nullable String host, @Nullable String origin) {
		if (origin != null && !origin.isBlank() && !contains(this.origins, origin)) {
			return refusal(HttpStatus.FORBIDDEN, "This origin is not allowed");
		}
		return (this.hosts.isEmpty() || (host != null && contains(this.hosts, host))) ? null
				: refusal(HttpStatus.MISDIRECTED_REQUEST, "This host is not served here");
	}

	private static JsonRpcAnswer refusal(HttpStatus status, String message) {
		return JsonRpcAnswer.refusal(status, JsonRpcAnswer.INVALID_REQUEST, null, message);
	}

	private static boolean contains(List<String> allowed, String value) {
		return allowed.stream().anyMatch((one) -> one.equals(value) || (one.endsWith(":*") && isBelow(one, value)));
	}

	private static boolean isBelow(String anyPort, String value) {
		String base = anyPort.substring(0, anyPort.length() - 2);
		return value.equals(base) || value.startsWith(base + ":");
	}

}
