package io.adcp.spring.task;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.adcp.spring.downstream.NotedCall;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * A task as a {@link TaskStore} keeps it.
 *
 * @param task what is known of it
 * @param recordId the id of the idempotency record of the call that submitted it, or
 * {@code null} where that call had no key
 * @param work the name of its {@link AdcpWork}, or {@code null} where a person decides
 * @param payload what the work is given, or {@code null}
 * @param run how often its work has been begun
 * @param calls the calls to other systems that its runs have made
 * @since 0.1.0
 */
public record StoredTask(TaskRecord task, @Nullable UUID recordId, @Nullable String work, @Nullable JsonNode payload,
		int run, List<NotedCall> calls) {

	StoredTask in(TaskState state, @Nullable JsonNode answer, Instant now) {
		TaskRecord changed = new TaskRecord(this.task.id(), this.task.type(), this.task.agent(), this.task.account(),
				state, answer, this.task.context(), this.task.pushNotificationConfig(), this.task.createdAt(), now);
		return new StoredTask(changed, this.recordId, this.work, this.payload, this.run, this.calls);
	}

	@Override
	public String toString() {
		return "StoredTask[" + this.task + ", work=" + this.work + ", run=" + this.run + "]";
	}

}
