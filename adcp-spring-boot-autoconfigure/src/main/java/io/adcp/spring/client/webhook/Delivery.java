package io.adcp.spring.client.webhook;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.task.TaskUpdate;
import io.adcp.spring.wire.CanonicalJson;
import tools.jackson.databind.JsonNode;

/**
 * The body of a webhook.
 *
 * @param agent the authenticated sender
 * @param key the event's key
 * @param operationId the call that it is about
 * @param fingerprint the hash of the whole body's canonical form
 * @param update what it tells
 */
record Delivery(String agent, String key, String operationId, String fingerprint, TaskUpdate update) {

	private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{16,255}");

	/** Empty where the body is no envelope of a task's webhook. */
	static Optional<Delivery> read(String agent, JsonNode body) {
		String key = body.path("idempotency_key").stringValue("");
		String operation = body.path("operation_id").stringValue("");
		TaskUpdate update = TaskUpdate.read(body);
		boolean complete = KEY.matcher(key).matches() && !operation.isEmpty() && update.taskId() != null
				&& update.taskType() != null && WebhookReceiver.isStatus(update.status()) && update.updatedAt() != null;
		return complete ? Optional.of(new Delivery(agent, key, operation, fingerprint(body), update))
				: Optional.empty();
	}

	/** Another task for one operation is a contradiction. */
	boolean isAbout(AdcpCall call) {
		return call.task().equals(this.update.taskType())
				&& (call.taskId() == null || call.taskId().equals(this.update.taskId()));
	}

	private static String fingerprint(JsonNode body) {
		try {
			byte[] canonical = CanonicalJson.canonicalize(body);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
