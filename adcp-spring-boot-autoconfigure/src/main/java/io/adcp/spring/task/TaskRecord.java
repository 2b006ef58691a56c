package io.adcp.spring.task;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is known of a task that finishes later.
 *
 * @param id the task's id, which its owner was told; nobody else can guess it
 * @param type the AdCP task that was called, such as {@code create_media_buy}
 * @param agent the agent that called it
 * @param account the account that it was called for, as in the scope of its key, or
 * {@code null}
 * @param state where it stands
 * @param answer the response or, where it failed or was rejected, the error's body, both
 * without envelope; {@code null} as long as there is none
 * @param context the {@code context} of the request, to be sent back unchanged, or
 * {@code null}
 * @param pushNotificationConfig the {@code push_notification_config} of the request, with
 * its credentials, or {@code null}
 * @param createdAt when it was submitted
 * @param updatedAt when it came into its state
 * @since 0.1.0
 */
public record TaskRecord(String id, String type, String agent, @Nullable String account, TaskState state,
		@Nullable JsonNode answer, @Nullable JsonNode context, @Nullable JsonNode pushNotificationConfig,
		Instant createdAt, Instant updatedAt) {

	// A request's credentials and a response have no place in a log.
	@Override
	public String toString() {
		return "TaskRecord[id=" + this.id + ", type=" + this.type + ", state=" + this.state + "]";
	}

}
