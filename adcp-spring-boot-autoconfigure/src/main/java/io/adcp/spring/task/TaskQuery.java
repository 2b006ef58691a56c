package io.adcp.spring.task;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Asks for tasks. A filter that is {@code null} does not filter.
 *
 * @param ids their ids
 * @param types their types
 * @param states their states
 * @param createdAfter the time after which they were created
 * @param createdBefore the time before which they were created
 * @param updatedAfter the time after which they changed last
 * @param updatedBefore the time before which they changed last
 * @param hasWebhook whether the request had a {@code push_notification_config}
 * @param contextContains a text that stands in the {@code context} of the request or in
 * the task's answer; larger and smaller letters differ
 * @param order by what they are sorted
 * @param descending whether the last comes first
 * @param offset how many to leave out
 * @param limit how many to return at most
 * @since 0.1.0
 */
public record TaskQuery(@Nullable Set<String> ids, @Nullable Set<String> types, @Nullable Set<TaskState> states,
		@Nullable Instant createdAfter, @Nullable Instant createdBefore, @Nullable Instant updatedAfter,
		@Nullable Instant updatedBefore, @Nullable Boolean hasWebhook, @Nullable String contextContains, Order order,
		boolean descending, int offset, int limit) {

	/**
	 * Return whether a task holds the text that is looked for.
	 * @param task the task
	 * @return {@code true} also where no text is looked for
	 */
	public boolean isMentionedIn(TaskRecord task) {
		if (this.contextContains == null) {
			return true;
		}
		String text = escaped(this.contextContains);
		return contains(task.context(), text) || contains(task.answer(), text);
	}

	private static boolean contains(@Nullable JsonNode json, String text) {
		return json != null && json.toString().contains(text);
	}

	// As it stands within a JSON string.
	private static String escaped(String text) {
		String quoted = JsonNodeFactory.instance.stringNode(text).toString();
		return quoted.substring(1, quoted.length() - 1);
	}

	/**
	 * By what tasks are sorted.
	 */
	public enum Order {

		/** When they were created. */
		CREATED_AT,

		/** When they changed last. */
		UPDATED_AT,

		/** Their states, by name. */
		STATUS,

		/** Their types, by name. */
		TASK_TYPE,

		/** The protocols of their types, by name. */
		PROTOCOL

	}

}
