package io.adcp.spring.webhook;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.task.TaskRecord;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event as it is sent: all attempts send the same body, with the same key.
 *
 * @param url where to send
 * @param secret what HMAC-SHA256 is made with, or {@code null} for RFC 9421
 * @param body the body's text
 */
record Webhook(String url, @Nullable String secret, String body) {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	/**
	 * Tell of a task's state, under a new event key.
	 * @param task the task in its state
	 * @param config what the buyer asked for
	 * @return the webhook
	 */
	static Webhook of(TaskRecord task, PushNotificationConfig config) {
		ObjectNode body = JsonNodeFactory.instance.objectNode();
		body.put("idempotency_key", UUID.randomUUID().toString());
		body.put("operation_id", config.operationId());
		body.put("task_id", task.id());
		body.put("task_type", task.type());
		body.put("protocol", AdcpTaskCatalog.protocolOf(task.type()));
		body.put("status", task.state().wireName());
		body.put("timestamp", task.updatedAt().toString());
		body.put("notification_id", notificationId(task));
		putUnlessNull(body, "token", config.token());
		if (task.context() != null) {
			body.set("context", task.context());
		}
		if (task.answer() != null) {
			body.set("result", task.answer());
		}
		return new Webhook(config.url(), config.secret(), MAPPER.writeValueAsString(body));
	}

	private static void putUnlessNull(ObjectNode body, String name, @Nullable String value) {
		if (value != null) {
			body.put(name, value);
		}
	}

	private static String notificationId(TaskRecord task) {
		return task.state().isTerminal() ? task.id() + ".terminal"
				: task.id() + "." + task.state().wireName() + "." + task.updatedAt().toEpochMilli();
	}

	/**
	 * Read what {@link #toText} has written.
	 * @param text the text
	 * @return the webhook
	 */
	static Webhook parse(String text) {
		JsonNode json = MAPPER.readTree(text);
		return new Webhook(json.path("url").asString(),
				json.path("secret").isString() ? json.path("secret").asString() : null, json.path("body").asString());
	}

	/**
	 * Write the webhook to be kept.
	 * @return the text
	 */
	String toText() {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		json.put("url", this.url);
		putUnlessNull(json, "secret", this.secret);
		return MAPPER.writeValueAsString(json.put("body", this.body));
	}

	byte[] bytes() {
		return this.body.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "Webhook[...]";
	}

}
