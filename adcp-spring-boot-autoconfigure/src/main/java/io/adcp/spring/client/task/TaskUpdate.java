package io.adcp.spring.client.task;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;

import io.adcp.spring.wire.CanonicalJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a seller says of a task that goes on, by whatever way it came: an answer of
 * {@code get_task_status}, or a webhook.
 *
 * @param taskId the seller's id of the task
 * @param taskType the AdCP task that was called, or {@code null} where it is not told
 * @param status where the task stands, such as {@code working}; sellers may send words
 * that are not known here
 * @param result the task's response where it has ended, its progress or its question
 * where it has not, or {@code null}
 * @param error the seller's summary of a failure, or {@code null}
 * @param context the {@code context} of the request as it came back, or {@code null}
 * @param updatedAt when the seller says that this was so, or {@code null}
 * @param retryAfter how long the seller asks to wait before it is asked again, or
 * {@code null}
 * @since 0.1.0
 */
public record TaskUpdate(@Nullable String taskId, @Nullable String taskType, String status, @Nullable JsonNode result,
		@Nullable JsonNode error, @Nullable JsonNode context, @Nullable Instant updatedAt,
		@Nullable Duration retryAfter) {

	private static final Set<String> TERMINAL = Set.of("completed", "failed", "canceled", "rejected");

	private static final Set<String> BLOCKED = Set.of("input-required", "auth-required");

	private static final int LONGEST_WAIT_SECONDS = 86_400;

	/**
	 * Read what a seller said.
	 * @param content the answer of {@code get_task_status}, or the body of a webhook
	 * @return the update; its status is {@code unknown} where there is none
	 */
	public static TaskUpdate read(JsonNode content) {
		return new TaskUpdate(text(content, "task_id"), text(content, "task_type"),
				content.path("status").stringValue("unknown"), value(content, "result"), value(content, "error"),
				value(content, "context"), moment(content), wait(content.path("retry_after")));
	}

	private static @Nullable String text(JsonNode content, String field) {
		return content.path(field).stringValue(null);
	}

	private static @Nullable JsonNode value(JsonNode content, String field) {
		return content.hasNonNull(field) ? content.get(field) : null;
	}

	private static @Nullable Instant moment(JsonNode content) {
		String text = content.path("updated_at").stringValue(text(content, "timestamp"));
		try {
			return (text != null) ? Instant.parse(text) : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static @Nullable Duration wait(JsonNode seconds) {
		double value = seconds.doubleValue(0);
		return (value > 0) ? Duration.ofSeconds((long) Math.min(Math.ceil(value), LONGEST_WAIT_SECONDS)) : null;
	}

	/**
	 * Return whether the task has ended. The first end that the seller tells stays.
	 * @return {@code true} where it is completed, failed, canceled or rejected
	 */
	public boolean isTerminal() {
		return TERMINAL.contains(this.status);
	}

	/**
	 * Return whether the task waits for the buyer.
	 * @return {@code true} where it needs input or credentials
	 */
	public boolean isBlocked() {
		return BLOCKED.contains(this.status);
	}

	/**
	 * Return what tells one end of a task from another: the hash of the canonical form of
	 * its type, status and response (AdCP 3.2, convergence). It is the same whether a
	 * poll or a webhook brought it, and in whatever order its fields came.
	 * @return SHA-256, 32 bytes
	 */
	public byte[] fingerprint() {
		ObjectNode end = JsonNodeFactory.instance.objectNode();
		end.put("task_type", this.taskType);
		end.put("status", this.status);
		end.set("value", (this.result != null) ? this.result : JsonNodeFactory.instance.nullNode());
		return Sha256.of(CanonicalJson.canonicalize(end));
	}

	/**
	 * Return a text without what was bought.
	 * @return the coordinates
	 */
	@Override
	public String toString() {
		return "TaskUpdate[taskId=" + this.taskId + ", taskType=" + this.taskType + ", status=" + this.status + "]";
	}

}
