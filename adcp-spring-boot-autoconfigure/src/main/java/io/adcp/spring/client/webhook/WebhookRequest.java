package io.adcp.spring.client.webhook;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A webhook as it was received.
 *
 * @param agent the seller whose address in this application it came to
 * @param url the whole URL that the seller was given
 * @param headers the headers
 * @param body the body's bytes as they are on the wire; not copied
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // read, and never compared
public record WebhookRequest(String agent, String url, Map<String, List<String>> headers, byte[] body) {

	@Nullable String header(String name) {
		Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		byName.putAll(this.headers);
		List<String> values = byName.getOrDefault(name, List.of());
		return (values.size() == 1) ? values.get(0) : null;
	}

}
