package io.adcp.spring.server;

import java.nio.charset.StandardCharsets;

import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.wire.CanonicalJson;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * A task's request as it came over the wire. Where a transport has more to say than the
 * JSON does, that stands beside it.
 *
 * @param json the request's JSON
 * @param outerKey the key that came beside the JSON, as in an {@code Idempotency-Key}
 * header, or {@code null}
 * @param target what else tells this request from another, such as the variables of its
 * path, or {@code null} where the JSON is all there is
 * @since 0.1.0
 */
public record WireRequest(JsonNode json, @Nullable String outerKey, @Nullable JsonNode target) {

	/** No canonical JSON begins like this. */
	private static final byte[] LABEL = "target ".getBytes(StandardCharsets.UTF_8);

	/**
	 * Create a request that is its JSON and nothing else.
	 * @param json the request's JSON
	 */
	public WireRequest(JsonNode json) {
		this(json, null, null);
	}

	/**
	 * Hash all that tells this request from another. Without a target it is the hash of
	 * the JSON, so that a call is the same call on each transport.
	 * @param hasher hashes the JSON
	 * @return the hash
	 */
	PayloadHash hash(PayloadHasher hasher) {
		PayloadHash payload = hasher.hash(this.json);
		if (this.target == null) {
			return payload;
		}
		return PayloadHash.digest(LABEL, payload.bytes(), CanonicalJson.canonicalize(this.target));
	}

	/**
	 * Return what this is, and nothing of what it says.
	 */
	@Override
	public String toString() {
		return "WireRequest[fields=" + this.json.size() + "]";
	}

}
