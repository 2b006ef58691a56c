package io.adcp.spring.downstream;

import java.util.HexFormat;

import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.wire.CanonicalJson;
import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

/**
 * The hash by which two requests to another system are compared: SHA-256 of the canonical
 * form of their JSON (RFC 8785).
 */
final class RequestHash {

	private final JsonMapper mapper;

	RequestHash(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Hash a request.
	 * @param request the request
	 * @return the hash, in hexadecimal
	 * @throws IllegalArgumentException if it has no canonical JSON form
	 */
	String of(@Nullable Object request) {
		try {
			byte[] json = this.mapper.writeValueAsBytes(request);
			byte[] canonical = CanonicalJson.canonicalize(StrictJson.read(json));
			return HexFormat.of().formatHex(PayloadHash.digest(canonical).bytes());
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("A request to another system has no canonical JSON form: "
					+ ((request != null) ? request.getClass().getName() : "null"), ex);
		}
	}

}
