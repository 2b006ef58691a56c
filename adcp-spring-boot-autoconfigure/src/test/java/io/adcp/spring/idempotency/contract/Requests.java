package io.adcp.spring.idempotency.contract;

import java.time.Duration;
import java.util.UUID;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.idempotency.RecordId;

/**
 * The requests of tests.
 */
public final class Requests {

	private Requests() {
	}

	/**
	 * Return a request with a new key.
	 * @return a request of {@code create_media_buy}
	 */
	public static IdempotencyRequest request() {
		return request(AdcpTask.CREATE_MEDIA_BUY);
	}

	/**
	 * Return a request with a new key.
	 * @param task its task
	 * @return the request
	 */
	public static IdempotencyRequest request(String task) {
		return new IdempotencyRequest(new IdempotencyScope("agent", "account", null), IdempotencyKey.generate(), task,
				payload(1));
	}

	/**
	 * Return a request with the same key, and another payload.
	 * @param request the other request
	 * @param payload the payload's number; all new requests have 1
	 * @return the request
	 */
	public static IdempotencyRequest withPayload(IdempotencyRequest request, int payload) {
		return new IdempotencyRequest(request.scope(), request.key(), request.task(), payload(payload));
	}

	/**
	 * Return a request with the same key and payload.
	 * @param request the other request
	 * @param task its task
	 * @return the request
	 */
	public static IdempotencyRequest withTask(IdempotencyRequest request, String task) {
		return new IdempotencyRequest(request.scope(), request.key(), task, request.payload());
	}

	/**
	 * Return a request with the same key and payload.
	 * @param request the other request
	 * @param scope its scope
	 * @return the request
	 */
	public static IdempotencyRequest withScope(IdempotencyRequest request, IdempotencyScope scope) {
		return new IdempotencyRequest(scope, request.key(), request.task(), request.payload());
	}

	/**
	 * Return the claim of a request by an owner of its own.
	 * @param request the request
	 * @param lease how long the owner may take
	 * @return the claim
	 */
	public static Claim claim(IdempotencyRequest request, Duration lease) {
		return new Claim(id(request), request.task(), request.payload(), UUID.randomUUID(), lease);
	}

	/**
	 * Return the id of a request's record.
	 * @param request the request
	 * @return the id
	 */
	public static UUID id(IdempotencyRequest request) {
		return RecordId.of(request.scope(), request.key());
	}

	/**
	 * Return the hash of a payload.
	 * @param number the payload's number
	 * @return the hash
	 */
	public static PayloadHash payload(int number) {
		byte[] hash = new byte[32];
		hash[0] = (byte) number;
		return PayloadHash.of(hash);
	}

}
