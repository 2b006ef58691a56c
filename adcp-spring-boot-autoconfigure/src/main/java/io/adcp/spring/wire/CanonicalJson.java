package io.adcp.spring.wire;

import tools.jackson.databind.JsonNode;

/**
 * The canonical form of JSON after RFC 8785 (JCS), and the payload hash that AdCP builds
 * on it (AdCP 3.2 idempotency, payload equivalence): SHA-256 of the request's canonical
 * form, less {@code idempotency_key}, {@code context}, {@code governance_context} and
 * {@code push_notification_config.authentication.credentials}, and less nothing else.
 * <p>
 * Refused with a {@link MalformedJsonException}, beside what {@link StrictJson} refuses:
 * an integer that a double does not hold, unless it stands in what is left out.
 *
 * @since 0.1.0
 */
public final class CanonicalJson {

	private CanonicalJson() {
	}

	/**
	 * Return the payload hash of a request.
	 * @param request the request as it came over the wire
	 * @return the hash, 32 bytes
	 * @throws MalformedJsonException if the request has no canonical form
	 */
	public static byte[] sha256(JsonNode request) {
		return write(request, Exclusion.REQUEST).sha256();
	}

	/**
	 * Return the canonical form of a JSON value, with nothing left out.
	 * @param value the value
	 * @return the canonical form, in UTF-8
	 * @throws MalformedJsonException if the value has no canonical form
	 */
	public static byte[] canonicalize(JsonNode value) {
		return write(value, Exclusion.NONE).toByteArray();
	}

	/**
	 * Return what the payload hash is taken of.
	 * @param request the request as it came over the wire
	 * @return the canonical form less what AdCP leaves out, in UTF-8
	 */
	static byte[] hashed(JsonNode request) {
		return write(request, Exclusion.REQUEST).toByteArray();
	}

	private static CanonicalOutput write(JsonNode node, Exclusion place) {
		CanonicalOutput out = new CanonicalOutput(1024);
		new CanonicalTree(out).write(node, place);
		return out;
	}

}
