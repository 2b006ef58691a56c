package io.adcp.spring.verification.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.server.PayloadHasher;
import io.adcp.spring.wire.StrictJson;
import tools.jackson.databind.JsonNode;

/**
 * A request with what has to be known of it, by the starter's own means: so the
 * difference to the starter is the way through Spring and through the engine.
 *
 * @param json the request
 * @param id the id of its record
 * @param hash the hash of its payload
 */
record KeyedRequest(JsonNode json, UUID id, PayloadHash hash) {

	static KeyedRequest read(byte[] bytes) {
		JsonNode json = StrictJson.read(bytes);
		return new KeyedRequest(json, StoredRecords.id(json.path("idempotency_key").asString()),
				PayloadHasher.CANONICAL.hash(json));
	}

	/**
	 * Return what is bound to the INSERT of the record.
	 * @param answer the answer
	 * @return id, task, hash and answer
	 */
	List<Object> record(String answer) {
		return List.of(this.id, AdcpTask.CREATE_MEDIA_BUY, this.hash.bytes(), answer.getBytes(StandardCharsets.UTF_8));
	}

}
