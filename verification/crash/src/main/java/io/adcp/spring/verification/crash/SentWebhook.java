package io.adcp.spring.verification.crash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A webhook that a seller has sent and a buyer has answered.
 *
 * @param url where it was sent to
 * @param signature the headers of its signature
 * @param body its body
 * @param taken whether the buyer has taken it
 */
@SuppressWarnings("ArrayRecordComponent")
record SentWebhook(String url, Map<String, String> signature, byte[] body, boolean taken) {

	static final String DIGEST = "Content-Digest";

	private static final List<String> SIGNATURE = List.of(DIGEST, "Signature-Input", "Signature");

	static SentWebhook of(String url, Map<String, List<String>> headers, byte[] body, boolean taken) {
		Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		byName.putAll(headers);
		Map<String, String> signature = new LinkedHashMap<>();
		SIGNATURE.forEach((name) -> signature.put(name, byName.getOrDefault(name, List.of("")).get(0)));
		return new SentWebhook(url, signature, body, taken);
	}

}
