package io.adcp.spring.server;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a request a fault is: the names and indexes that lead there.
 *
 * @param tokens from the outermost inwards; none for the request itself
 */
record FaultPath(List<String> tokens) {

	FaultPath {
		tokens = List.copyOf(tokens);
	}

	FaultPath with(Object token) {
		List<String> more = new ArrayList<>(this.tokens);
		more.add(String.valueOf(token));
		return new FaultPath(more);
	}

	/**
	 * Return the path as an RFC 6901 JSON pointer.
	 * @return the pointer, empty for the request itself
	 */
	String pointer() {
		StringBuilder pointer = new StringBuilder();
		for (String token : this.tokens) {
			pointer.append('/').append(token.replace("~", "~0").replace("/", "~1"));
		}
		return pointer.toString();
	}

}
