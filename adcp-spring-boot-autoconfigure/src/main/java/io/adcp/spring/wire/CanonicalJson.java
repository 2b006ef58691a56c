package io.adcp.spring.wire;

import tools.jackson.databind.JsonNode;

/**
 * The canonical form of JSON after RFC 8785 (JCS), and the payload hash that AdCP builds
 * on it (AdCP 3.1 idempotency, payload equivalence): SHA-256 of the request's canonical
 * form, less {@code idempotency_key}, {@code context}, {@code governance_context} and
 * {@code push_notification_config.authentication.credentials}, and less nothing else.
 * <p>
 * The form can be taken straight from the bytes as they came over the wire, which is
 * fastest, or from a tree that {@link StrictJson} has read; both give the same.
 * <p>
 * Refused with a {@link MalformedJsonException}: what RFC 8259 does not allow (a byte
 * order mark and invalid UTF-8 included), a name that comes twice in one object, lone
 * surrogates, numbers that a double does not hold (infinite, nothing but zero left of
 * them, or another integer), numbers of more than 1,000 characters, and nesting deeper
 * than 200. Of numbers in what is left out only the grammar and the range matter.
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
	 * Return the payload hash of a request.
	 * @param json the request as it came over the wire, in UTF-8
	 * @return the hash, 32 bytes
	 * @throws MalformedJsonException if the request has no canonical form
	 */
	public static byte[] sha256(byte[] json) {
		return sha256(json, 0, json.length);
	}

	/**
	 * Return the payload hash of a request that is part of a message.
	 * @param json the message, in UTF-8
	 * @param offset where the request starts
	 * @param length the request's length in bytes
	 * @return the hash, 32 bytes
	 * @throws MalformedJsonException if the request has no canonical form
	 */
	public static byte[] sha256(byte[] json, int offset, int length) {
		return write(json, offset, length, Exclusion.REQUEST).sha256();
	}

	/**
	 * Return the payload hash of a request that is part of a message.
	 * @param request the request's place
	 * @return the hash, 32 bytes
	 * @throws MalformedJsonException if the request has no canonical form
	 */
	public static byte[] sha256(JsonSlice request) {
		return sha256(request.source(), request.offset(), request.length());
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
	 * Return the canonical form of JSON text, with nothing left out.
	 * @param json the text, in UTF-8
	 * @return the canonical form, in UTF-8
	 * @throws MalformedJsonException if the text has no canonical form
	 */
	public static byte[] canonicalize(byte[] json) {
		return write(json, 0, json.length, Exclusion.NONE).toByteArray();
	}

	/**
	 * Return what the payload hash is taken of.
	 * @param json the request as it came over the wire, in UTF-8
	 * @return the canonical form less what AdCP leaves out, in UTF-8
	 */
	static byte[] hashed(byte[] json) {
		return write(json, 0, json.length, Exclusion.REQUEST).toByteArray();
	}

	private static CanonicalOutput write(byte[] json, int offset, int length, Exclusion place) {
		CanonicalOutput out = new CanonicalOutput(length + 16);
		new CanonicalBytes(new JsonCursor(json, offset, length), out).write(place);
		return out;
	}

	private static CanonicalOutput write(JsonNode node, Exclusion place) {
		CanonicalOutput out = new CanonicalOutput(1024);
		new CanonicalTree(out).write(node, place);
		return out;
	}

}
