package io.adcp.spring.signature;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, as far as signatures are about it.
 */
public final class SignedMessage {

	private final String method;

	private final String url;

	private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final byte[] body;

	/**
	 * Create a message.
	 * @param method the HTTP method
	 * @param url the whole URL that the request is sent to
	 * @param headers the headers, whatever the case of their names
	 * @param body the body's bytes as they are on the wire; not copied
	 */
	public SignedMessage(String method, String url, Map<String, List<String>> headers, byte[] body) {
		this.method = method;
		this.url = url;
		this.headers.putAll(headers);
		this.body = body;
	}

	String method() {
		return this.method;
	}

	String url() {
		return this.url;
	}

	byte[] body() {
		return this.body;
	}

	/**
	 * Return a header's one value.
	 * @param name the header's name
	 * @return the value, or {@code null} where there is none, or more than one
	 */
	@Nullable String header(String name) {
		List<String> values = this.headers.getOrDefault(name, List.of());
		return (values.size() == 1) ? values.get(0).strip() : null;
	}

	boolean has(String name) {
		return this.headers.containsKey(name);
	}

}
