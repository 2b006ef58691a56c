package io.adcp.spring.task;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

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
 * @param order by what they are sorted
 * @param descending whether the last comes first
 * @param offset how many to leave out
 * @param limit how many to return at most
 * @since 0.1.0
 */
public record TaskQuery(@Nullable Set<String> ids, @Nullable Set<String> types, @Nullable Set<TaskState> states,
		@Nullable Instant createdAfter, @Nullable Instant createdBefore, @Nullable Instant updatedAfter,
		@Nullable Instant updatedBefore, @Nullable Boolean hasWebhook, Order order, boolean descending, int offset,
		int limit) {

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
		TASK_TYPE

	}

}
