package io.adcp.spring.server;

import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.wire.CanonicalJson;
import io.adcp.spring.wire.MalformedJsonException;

import tools.jackson.databind.JsonNode;

/**
 * Tells equal payloads from others. An application replaces it by a bean, for example to
 * go on with the hashes of an earlier system.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PayloadHasher {

	/**
	 * SHA-256 over the RFC 8785 form, as AdCP demands it (AdCP 3.1 idempotency, payload
	 * equivalence).
	 */
	PayloadHasher CANONICAL = (request) -> PayloadHash.of(CanonicalJson.sha256(request));

	/**
	 * Hash a request.
	 * @param request the request as it came over the wire, envelope fields included
	 * @return the hash; equal for equal payloads, on each node and after each restart
	 * @throws MalformedJsonException if the request has no canonical form
	 */
	PayloadHash hash(JsonNode request);

}
