package io.adcp.spring.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A handler's answer for a task that finishes later, as {@link AdcpTasks#submit} returns
 * it. A handler that also answers at once has a return type that both answers share, such
 * as {@code Object}.
 *
 * @param taskId the id by which the buyer asks for the task
 * @param message a sentence for the buyer's people, or {@code null}
 * @since 0.1.0
 */
@JsonPropertyOrder({ "status", "task_id", "message" })
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdcpSubmitted(@JsonProperty("task_id") String taskId, @JsonProperty("message") @Nullable String message) {

	/**
	 * Return the state that the buyer is told.
	 * @return {@code submitted}
	 */
	@JsonProperty(value = "status", access = JsonProperty.Access.READ_ONLY)
	public String status() {
		return TaskState.SUBMITTED.wireName();
	}

	/**
	 * Return this answer with a message.
	 * @param text a sentence for the buyer's people
	 * @return a new answer
	 */
	public AdcpSubmitted withMessage(String text) {
		return new AdcpSubmitted(this.taskId, text);
	}

}
